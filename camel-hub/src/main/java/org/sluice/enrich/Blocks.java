package org.sluice.enrich;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.sluice.enrich.http.HttpLookup;
import org.sluice.enrich.image.ImageMetadata;
import org.sluice.enrich.json.JsonRecords;
import org.sluice.enrich.sensor.Points;
import org.sluice.enrich.sensor.SensorReadings;

/** All blocks there are, by their names. */
public final class Blocks {
  private static final Map<String, Block.Factory> ALL =
      Map.of(
          "json-records", JsonRecords::new,
          "sensor-readings", SensorReadings::new,
          "points", Points::new,
          "http-lookup", HttpLookup::new,
          "image-metadata", ImageMetadata::new,
          "unchanged", parameters -> (exchange, run) -> {});

  private Blocks() {}

  /** Makes {@code enrich:…} known in a context. */
  public static void register(CamelContext context) {
    context.getCamelContextExtension().registerEndpointCallback(new KameletParameters(context));
    context.addComponent("enrich", new EnrichComponent(ALL));
  }
}
