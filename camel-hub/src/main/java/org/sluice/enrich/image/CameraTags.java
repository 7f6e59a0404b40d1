package org.sluice.enrich.image;

import com.drew.lang.GeoLocation;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.Map;

/** What a picture's EXIF block says of the camera, the time and the place. */
final class CameraTags {
  private static final DateTimeFormatter EXIF_TIME =
      DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter ISO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private CameraTags() {}

  static void read(Metadata metadata, Map<String, Object> picture, Collection<String> warnings) {
    ExifIFD0Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    if (main != null) {
      put(picture, "camera", camera(main));
    }
    put(picture, "time", time(metadata, warnings));
    if (main != null) {
      Integer orientation = main.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      if (orientation != null && orientation >= 1 && orientation <= 8) {
        picture.put("orientation", orientation);
      } else if (orientation != null) {
        warnings.add("Exif IFD0: no such orientation: " + orientation);
      }
    }
    GpsDirectory gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
    if (gps != null) {
      position(gps, picture, warnings);
    }
  }

  /** Make and model, the make once only: models often begin with it. */
  private static String camera(ExifIFD0Directory main) {
    String make = text(main, ExifIFD0Directory.TAG_MAKE);
    String model = text(main, ExifIFD0Directory.TAG_MODEL);
    if (make == null || model == null) {
      return make == null ? model : make;
    }
    String brand = make.split(" ")[0];
    return model.regionMatches(true, 0, brand, 0, brand.length()) ? model : make + " " + model;
  }

  private static String time(Metadata metadata, Collection<String> warnings) {
    for (ExifSubIFDDirectory sub : metadata.getDirectoriesOfType(ExifSubIFDDirectory.class)) {
      for (int tag :
          new int[] {
            ExifDirectoryBase.TAG_DATETIME_ORIGINAL, ExifDirectoryBase.TAG_DATETIME_DIGITIZED
          }) {
        String zone = text(sub, ExifDirectoryBase.TAG_TIME_ZONE_ORIGINAL);
        String time = iso(text(sub, tag), zone, warnings);
        if (time != null) {
          return time;
        }
      }
    }
    ExifIFD0Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    // where no camera is named, a program wrote this when it changed the file
    return main == null || camera(main) == null
        ? null
        : iso(text(main, ExifDirectoryBase.TAG_DATETIME), null, warnings);
  }

  private static String iso(String exif, String zone, Collection<String> warnings) {
    if (exif == null || exif.startsWith("0000") || exif.startsWith(":") || exif.startsWith(" ")) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(exif, EXIF_TIME);
      return zone == null || !zone.matches("[+-]\\d\\d:\\d\\d")
          ? time.format(ISO_TIME)
          : time.atOffset(ZoneOffset.of(zone)).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException e) {
      warnings.add("Exif: no time: " + exif);
      return null;
    }
  }

  private static void position(
      GpsDirectory gps, Map<String, Object> picture, Collection<String> warnings) {
    GeoLocation place = gps.getGeoLocation();
    if (place == null) {
      return;
    }
    if (!(Math.abs(place.getLatitude()) <= 90 && Math.abs(place.getLongitude()) <= 180)) {
      warnings.add("GPS: no such place: " + place);
      return;
    }
    picture.put("latitude", place.getLatitude());
    picture.put("longitude", place.getLongitude());
    Rational altitude = gps.getRational(GpsDirectory.TAG_ALTITUDE);
    if (altitude != null && altitude.getDenominator() != 0) {
      Integer below = gps.getInteger(GpsDirectory.TAG_ALTITUDE_REF);
      picture.put("altitude", (below != null && below == 1 ? -1 : 1) * altitude.doubleValue());
    }
  }

  private static String text(Directory directory, int tag) {
    String text = directory.getString(tag);
    String stripped = text == null ? "" : text.replace("\u0000", "").strip();
    return stripped.isEmpty() ? null : stripped;
  }

  private static void put(Map<String, Object> picture, String key, Object value) {
    if (value != null) {
      picture.put(key, value);
    }
  }
}
