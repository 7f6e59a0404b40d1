package org.sluice.enrich.image;

import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.gif.GifHeaderDirectory;
import com.drew.metadata.heif.HeifDirectory;
import com.drew.metadata.ico.IcoDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.photoshop.PsdHeaderDirectory;
import com.drew.metadata.png.PngDirectory;
import com.drew.metadata.webp.WebpDirectory;
import java.nio.ByteBuffer;
import java.util.List;

/** Width and height in pixels, as the picture's own header says, never its EXIF block. */
record PictureSize(int width, int height) {
  private record Tags(Class<? extends Directory> directory, int width, int height) {}

  private static final List<Tags> HEADERS =
      List.of(
          new Tags(
              JpegDirectory.class, JpegDirectory.TAG_IMAGE_WIDTH, JpegDirectory.TAG_IMAGE_HEIGHT),
          new Tags(PngDirectory.class, PngDirectory.TAG_IMAGE_WIDTH, PngDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              GifHeaderDirectory.class,
              GifHeaderDirectory.TAG_IMAGE_WIDTH,
              GifHeaderDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              BmpHeaderDirectory.class,
              BmpHeaderDirectory.TAG_IMAGE_WIDTH,
              BmpHeaderDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              WebpDirectory.class, WebpDirectory.TAG_IMAGE_WIDTH, WebpDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              HeifDirectory.class, HeifDirectory.TAG_IMAGE_WIDTH, HeifDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              PsdHeaderDirectory.class,
              PsdHeaderDirectory.TAG_IMAGE_WIDTH,
              PsdHeaderDirectory.TAG_IMAGE_HEIGHT),
          new Tags(
              IcoDirectory.class, IcoDirectory.TAG_IMAGE_WIDTH, IcoDirectory.TAG_IMAGE_HEIGHT));

  static PictureSize of(byte[] bytes, Metadata metadata) {
    for (Tags tags : HEADERS) {
      for (Directory directory : metadata.getDirectoriesOfType(tags.directory())) {
        Integer width = directory.getInteger(tags.width());
        Integer height = directory.getInteger(tags.height());
        if (width != null && height != null) {
          // a BMP that stands on its head has a negative height
          return new PictureSize(width, Math.abs(height));
        }
      }
    }
    if (startsLikeJpeg(bytes)) {
      return ofJpeg(ByteBuffer.wrap(bytes));
    }
    return ofTiff(metadata);
  }

  private static boolean startsLikeJpeg(byte[] bytes) {
    return bytes.length > 3 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
  }

  /** In a TIFF, and only there, the first directory is the header. */
  private static PictureSize ofTiff(Metadata metadata) {
    Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    if (first == null) {
      return null;
    }
    Integer width = first.getInteger(ExifIFD0Directory.TAG_IMAGE_WIDTH);
    Integer height = first.getInteger(ExifIFD0Directory.TAG_IMAGE_HEIGHT);
    return width == null || height == null ? null : new PictureSize(width, height);
  }

  /**
   * Walks from segment to segment until the frame header, for files that the library gave up on.
   */
  private static PictureSize ofJpeg(ByteBuffer jpeg) {
    int at = 2;
    while (at + 9 <= jpeg.limit()) {
      if ((jpeg.get(at) & 0xff) != 0xff) {
        return null;
      }
      int marker = jpeg.get(at + 1) & 0xff;
      if (marker == 0xff) {
        at++;
      } else if (marker >= 0xc0
          && marker <= 0xcf
          && marker != 0xc4
          && marker != 0xc8
          && marker != 0xcc) {
        int height = jpeg.getShort(at + 5) & 0xffff;
        return new PictureSize(jpeg.getShort(at + 7) & 0xffff, height);
      } else if (marker == 0xda || marker == 0xd9) {
        return null;
      } else {
        at += 2 + (jpeg.getShort(at + 2) & 0xffff);
      }
    }
    return null;
  }
}
