package org.sluice.enrich;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.sluice.enrich.archive.ArchiveMembers;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.enrich.http.HttpLookup;
import org.sluice.enrich.image.ImageMetadata;
import org.sluice.enrich.json.JsonRecords;
import org.sluice.enrich.sensor.Points;
import org.sluice.enrich.sensor.SensorReadings;
import org.sluice.enrich.shape.Deduplicate;
import org.sluice.enrich.shape.Join;
import org.sluice.enrich.shape.Jq;
import org.sluice.enrich.shape.MapFields;
import org.sluice.enrich.shape.Rename;
import org.sluice.enrich.shape.Split;
import org.sluice.enrich.shape.TypeFields;
import org.sluice.enrich.shape.Validate;
import org.sluice.enrich.text.TextRecords;
import org.sluice.enrich.xml.XmlRecords;

/** All blocks there are, by their names. */
public final class Blocks {
  private static final Map<String, Block.Factory> ALL =
      Map.ofEntries(
          Map.entry("json-records", JsonRecords::new),
          Map.entry("csv-records", CsvRecords::new),
          Map.entry("text-records", TextRecords::new),
          Map.entry("xml-records", XmlRecords::new),
          Map.entry("rename", Rename::new),
          Map.entry("map", MapFields::new),
          Map.entry("types", TypeFields::new),
          Map.entry("split", Split::new),
          Map.entry("deduplicate", Deduplicate::new),
          Map.entry("jq", Jq::new),
          Map.entry("validate", Validate::new),
          Map.entry("join", Join::new),
          Map.entry("sensor-readings", SensorReadings::new),
          Map.entry("points", Points::new),
          Map.entry("http-lookup", HttpLookup::new),
          Map.entry("image-metadata", ImageMetadata::new),
          Map.entry("archive-members", ArchiveMembers::new),
          Map.entry("unchanged", parameters -> (exchange, run) -> {}));

  private Blocks() {}

  /** Says which folder the routes of a context stand in: blocks read files from it. */
  public static void folder(CamelContext context, Path folder) {
    RouteFile.folder(context, folder);
  }

  /** Makes {@code enrich:…} known in a context. */
  public static void register(CamelContext context) {
    register(context, RecordWatch.NOBODY);
  }

  /**
   * The same.
   *
   * @param watch told what comes to each block
   */
  public static void register(CamelContext context, RecordWatch watch) {
    context.getCamelContextExtension().registerEndpointCallback(new KameletParameters(context));
    context.addComponent("enrich", new EnrichComponent(ALL, watch));
  }
}
