package org.sluice.enrich.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.ObjectBytes;
import org.sluice.event.LakeObject;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * {@code image-metadata}: from a picture's bytes to what they say of it, a {@code Map<String,
 * Object>} with {@code format}, {@code width} and {@code height} in pixels and, where the file has
 * them, {@code camera}, {@code time}, {@code orientation} (1 to 8, as EXIF counts), {@code
 * latitude}, {@code longitude} in degrees, {@code altitude} in metres. {@code time} is ISO 8601;
 * without a zone it is the camera's own clock. Where a part of the file is damaged, the rest is
 * read, and {@code read_warnings}, a {@code List<String>}, says what is missing.
 *
 * <p>Parameter {@code maxBytes}: the largest picture that is read, in bytes.
 *
 * <p>Declines drawings (SVG). Faults: object-empty, object-too-large, image-unreadable.
 */
public final class ImageMetadata implements Block {
  private static final Logger LOG = LoggerFactory.getLogger(ImageMetadata.class);

  private final long maxBytes;

  public ImageMetadata(BlockParameters parameters) {
    maxBytes = parameters.number("maxBytes", ObjectBytes.DEFAULT_LIMIT);
  }

  @Override
  public void apply(Exchange exchange, RunView run) throws Exception {
    byte[] bytes;
    run.hold(Math.min(run.object().size(), maxBytes));
    try (ObjectBytes in = ObjectBytes.of(exchange, run.object(), maxBytes)) {
      bytes = in.readAllBytes();
    }
    Map<String, Object> metadata = read(bytes, run.object());
    if (metadata.get("read_warnings") instanceof List<?> warnings) {
      LOG.warn("{} was read in part: {}", run.object().key(), warnings);
    }
    exchange.getMessage().setBody(metadata);
  }

  static Map<String, Object> read(byte[] bytes, LakeObject object) throws IOException {
    if (bytes.length == 0) {
      throw new FaultException(Fault.OBJECT_EMPTY, "The picture is empty: it has no bytes.");
    }
    if (bytes[0] == '<' && String.valueOf(object.contentType()).startsWith("image/svg")) {
      throw new DeclinedException("A drawing (SVG) has no pixels and no camera.");
    }
    return PictureReader.read(bytes);
  }
}
