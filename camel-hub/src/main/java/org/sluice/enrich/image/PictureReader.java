package org.sluice.enrich.image;

import com.drew.imaging.FileType;
import com.drew.imaging.FileTypeDetector;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Reads a picture's header and its EXIF block, as much of them as can be read. */
final class PictureReader {
  private PictureReader() {}

  static Map<String, Object> read(byte[] bytes) throws IOException {
    FileType type =
        FileTypeDetector.detectFileType(new BufferedInputStream(new ByteArrayInputStream(bytes)));
    if (type.getMimeType() == null || !type.getMimeType().startsWith("image/")) {
      throw new FaultException(
          Fault.IMAGE_UNREADABLE,
          "The bytes are no picture: they begin with " + beginning(bytes) + ".");
    }
    TreeSet<String> warnings = new TreeSet<>();
    Metadata metadata = metadata(bytes, type, warnings);
    PictureSize size = PictureSize.of(bytes, metadata);
    if (size == null) {
      throw new FaultException(
          Fault.IMAGE_UNREADABLE,
          "The picture begins like "
              + type.getName()
              + ", but its "
              + bytes.length
              + " bytes hold no width and height: it is cut or damaged.");
    }
    Map<String, Object> picture = new LinkedHashMap<>();
    picture.put("format", type.getName());
    picture.put("width", size.width());
    picture.put("height", size.height());
    CameraTags.read(metadata, picture, warnings);
    if (!warnings.isEmpty()) {
      picture.put("read_warnings", List.copyOf(warnings));
    }
    return picture;
  }

  private static Metadata metadata(byte[] bytes, FileType type, TreeSet<String> warnings)
      throws IOException {
    Metadata metadata = new Metadata();
    try {
      metadata =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes), bytes.length, type);
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      warnings.add(type.getName() + ": " + e.getMessage());
    }
    for (Directory directory : metadata.getDirectories()) {
      for (String error : directory.getErrors()) {
        warnings.add(directory.getName() + ": " + error);
      }
    }
    return metadata;
  }

  private static String beginning(byte[] bytes) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(bytes.length, 8); i++) {
      shown.add(String.format("%02x", bytes[i]));
    }
    return String.join(" ", shown);
  }
}
