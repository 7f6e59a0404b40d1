package org.sluice.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.LakeObject;

/** What is said of what a run wrote to gold. */
final class Landed {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Places that an announcement lists: Kafka takes no message of more than 1 MiB. */
  static final int MOST_ANNOUNCED = 100;

  private Landed() {}

  /** As the run's record says it. */
  static Document onRecord(GoldWrite write) {
    return new Document("service", write.service())
        .append("store", write.store())
        .append("place", write.place())
        .append("records", write.records())
        .append("refused", write.refused() == 0 ? null : write.refused())
        .append("query", write.query())
        .append("note", write.note());
  }

  /** What those are told who read the lake as a stream. */
  static String announcement(Run run) {
    LakeObject object = run.object();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("account", object.key().account());
    told.put("container", object.key().container());
    told.put("object", object.key().object());
    told.put("version", object.version());
    told.put("route", run.route());
    List<GoldWrite> writes = run.writes();
    told.put("gold", writes.stream().limit(MOST_ANNOUNCED).toList());
    if (writes.size() > MOST_ANNOUNCED) {
      told.put("more", writes.size() - MOST_ANNOUNCED);
    }
    try {
      return JSON.writeValueAsString(told);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
