package org.sluice.trial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.trial.guess.Draft;
import org.sluice.trial.guess.Guess;
import org.sluice.trial.guess.UnguessableException;

/** Reads a sample's records with the blocks that the hub has, in a route of its own. */
record SampleReader(Path routes, Properties values) implements Guess.Reader {
  private static final String ID = "sample";

  @Override
  public List<Map<String, Object>> records(
      List<Draft.Step> blocks, byte[] bytes, String contentType) throws UnguessableException {
    List<Map<String, Object>> records;
    try {
      records = read(blocks, bytes, contentType);
    } catch (FaultException | DeclinedException e) {
      throw new UnguessableException(e.getMessage() + " Give a sample that holds records.");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (records.isEmpty()) {
      throw new UnguessableException("The sample holds no record: give one that does.");
    }
    return records;
  }

  private List<Map<String, Object>> read(List<Draft.Step> blocks, byte[] bytes, String contentType)
      throws Exception {
    Draft draft = new Draft(ID, contentType, contentType, blocks, bytes, "");
    String route = RouteText.of(ID, ID, draft, Map.of("project", ID), List.of());
    try (Aside aside = new Aside(routes)) {
      Path folder = Files.createDirectory(aside.folder().resolve(ID));
      Files.writeString(folder.resolve(ID + ".camel.yaml"), route);
      try (TrialLake lake = new TrialLake(aside.folder(), values)) {
        return lake.records(
            lake.route(ID).orElseThrow(() -> new IOException("" + lake.refused(ID))),
            object(bytes, contentType),
            new ByteArrayInputStream(bytes));
      }
    }
  }

  private static LakeObject object(byte[] bytes, String contentType) {
    return new LakeObject(
        new ObjectKey("AUTH_lake", ID, ID),
        ID,
        "1795464363.77499",
        ID,
        "1",
        ID,
        contentType,
        bytes.length,
        null,
        "",
        "",
        "default",
        Map.of(),
        Map.of(),
        null);
  }
}
