package org.sluice.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Events that no filter told, as it would have told them. */
public final class CloudEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private CloudEvents() {}

  /**
   * An event that says nothing of the object but its name.
   *
   * @param cluster name of the Swift cluster, as its filter says it
   * @param verb {@code PUT}, {@code POST} or {@code DELETE}
   * @param timestamp Swift's normal form
   * @param reason one of {@code config/event.schema.json}
   */
  public static ObjectNode of(
      String cluster, ObjectKey key, EventType type, String verb, String timestamp, String reason) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", EventId.of(cluster, key, timestamp, verb));
    event.put("type", type.type());
    event.put("source", source(cluster, key));
    event.put("subject", key.object());
    event.put("time", time(timestamp));
    event.put("sequence", timestamp + "_0000000000000000");
    event.put("datacontenttype", "application/json");
    ObjectNode data = event.putObject("data");
    data.put("schema_version", 1);
    data.put("cluster", cluster);
    data.put("account", key.account());
    data.put("container", key.container());
    data.put("object", key.object());
    data.put("timestamp", timestamp);
    data.putNull("etag").putNull("size").putNull("content_type").putNull("user");
    data.putObject("user_meta");
    data.putObject("container_meta");
    data.putNull("copied_from").putNull("manifest");
    data.put("class", "object");
    data.put("reason", reason);
    data.putNull("trans_id").putNull("journal");
    return event;
  }

  private static String source(String cluster, ObjectKey key) {
    return "/swift/" + quote(cluster) + "/" + quote(key.account()) + "/" + quote(key.container());
  }

  private static String quote(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String time(String timestamp) {
    String[] parts = timestamp.split("\\.");
    return SECOND.format(Instant.ofEpochSecond(Long.parseLong(parts[0]))) + "." + parts[1] + "0Z";
  }
}
