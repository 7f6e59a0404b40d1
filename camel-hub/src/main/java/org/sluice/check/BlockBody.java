package org.sluice.check;

import static org.sluice.check.Body.BYTES;
import static org.sluice.check.Body.MEMBERS;
import static org.sluice.check.Body.METADATA;
import static org.sluice.check.Body.READINGS;
import static org.sluice.check.Body.RECORDS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a shipped block takes as the body, and what it leaves.
 *
 * @param takes it fails at any other; empty for a block that reads the object's bytes, and is not
 *     looked at
 * @param leaves null for what it got
 */
record BlockBody(Set<Body> takes, Body leaves) {
  private static final Map<String, BlockBody> ALL = new HashMap<>();

  static {
    // An archive's members are records too.
    Set<Body> records = Set.of(RECORDS, MEMBERS);
    Set<Body> either = Set.of(RECORDS, READINGS, MEMBERS);
    for (String each : List.of("json-records", "csv-records", "xml-records", "text-records")) {
      add(each + "-action", Set.of(), RECORDS);
    }
    add("image-metadata-action", Set.of(), METADATA);
    add("archive-members-action", Set.of(), MEMBERS);
    for (String each :
        List.of("rename", "types", "map", "jq", "split", "join", "deduplicate", "validate")) {
      add(each + "-action", records, RECORDS);
    }
    add("points-action", records, READINGS);
    add("sensor-readings-action", records, READINGS);
    add("http-enrich-action", either, null);
    for (String each : List.of("documents", "table-rows", "graph-records")) {
      add(each + "-sink", records, null);
    }
    for (String each : List.of("kafka-records", "http-records", "swift-object")) {
      add(each + "-sink", either, null);
    }
    add("influx-points-sink", Set.of(READINGS), null);
    add("image-graph-sink", Set.of(METADATA), null);
    add("archive-objects-sink", Set.of(MEMBERS), null);
  }

  private static void add(String block, Set<Body> takes, Body leaves) {
    ALL.put(block, new BlockBody(takes, leaves));
  }

  /** Of the block of that name; null of one that is not shipped. */
  static BlockBody of(String block) {
    return ALL.get(block);
  }

  /** Whether it makes something of the object's bytes. */
  boolean reads() {
    return takes.isEmpty();
  }

  /** Whether it surely fails at a body. */
  boolean failsAt(Body body) {
    return !reads() && body != Body.UNKNOWN && body != Body.NOTHING && !takes.contains(body);
  }

  Body after(Body before) {
    return leaves == null ? before : leaves;
  }

  /** What it is made for; of several, what most routes have. */
  Body wants() {
    return takes.contains(RECORDS) ? RECORDS : takes.iterator().next();
  }

  /** What is to stand before it, where the body is another. */
  String needs(Body body) {
    return switch (wants()) {
      case READINGS ->
          body == RECORDS || body == MEMBERS
              ? "put points-action or sensor-readings-action between"
              : "put a block before it that reads them, such as json-records-action, and behind that"
                  + " points-action or sensor-readings-action";
      case METADATA -> "put image-metadata-action right before it";
      case MEMBERS -> "put archive-members-action right before it";
      default ->
          body == BYTES
              ? "put a block before it that reads them: json-records-action, csv-records-action,"
                  + " xml-records-action or text-records-action"
              : "it goes behind a block that makes records";
    };
  }
}
