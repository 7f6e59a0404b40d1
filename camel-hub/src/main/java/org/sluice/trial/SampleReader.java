package org.sluice.trial;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.trial.guess.Guess;
import org.sluice.trial.guess.UnguessableException;

/** Reads a sample's records with the blocks that the hub has. */
record SampleReader(TrialLake lake) implements Guess.Reader {
  @Override
  public List<Map<String, Object>> records(String block, byte[] bytes, String contentType)
      throws UnguessableException {
    LakeObject object =
        new LakeObject(
            new ObjectKey("AUTH_lake", "sample", "sample"),
            "sample",
            "1795464363.77499",
            "sample",
            "1",
            "sample",
            contentType,
            bytes.length,
            null,
            "",
            "",
            "default",
            Map.of(),
            Map.of(),
            null);
    List<Map<String, Object>> records;
    try {
      records = lake.records(block, object, new ByteArrayInputStream(bytes));
    } catch (FaultException | DeclinedException e) {
      throw new UnguessableException(e.getMessage() + " Give a sample that holds records.");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (records.isEmpty()) {
      throw new UnguessableException("The sample holds no record: give one that does.");
    }
    return records;
  }
}
