package org.sluice.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Events for tests, as the filter makes them. */
public final class Events {
  public static final String ACCOUNT = "AUTH_7776";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Events() {}

  /** A PUT of an object in container neocampus, as JSON. */
  public static String json(String name, String timestamp) {
    return cloudEvent(name, timestamp, "created", "PUT").toString();
  }

  public static ObjectEvent created(String name, String timestamp) {
    return ObjectEvent.of(cloudEvent(name, timestamp, "created", "PUT"));
  }

  public static ObjectEvent deleted(String name, String timestamp) {
    return ObjectEvent.of(cloudEvent(name, timestamp, "deleted", "DELETE"));
  }

  /** What is told of a file in an archive of that name and version. */
  public static ObjectEvent member(String archive, String version, String path, String timestamp) {
    String name = archive + "!/" + path;
    ObjectNode event = cloudEvent(name, timestamp, "created", "PUT");
    Member member = new Member(archive, version, archive, "9e10", 1, List.of("part:30:8"), null);
    ((ObjectNode) event.get("data")).set("member", JSON.valueToTree(member.fields()));
    return ObjectEvent.of(event);
  }

  /** A POST that sets one metadata value. */
  public static ObjectEvent posted(String name, String timestamp, String key, String value) {
    ObjectNode event = cloudEvent(name, timestamp, "metadata", "POST");
    ObjectNode data = (ObjectNode) event.get("data");
    data.putNull("content_type");
    data.putObject("user_meta").put(key, value);
    return ObjectEvent.of(event);
  }

  private static ObjectNode cloudEvent(String name, String timestamp, String type, String verb) {
    try {
      ObjectNode event =
          (ObjectNode)
              JSON.readTree(
                  """
                  {"specversion": "1.0", "type": "", "source": "/swift/lake1/AUTH_7776/neocampus",
                   "time": "2026-11-23T20:06:04.774990Z", "datacontenttype": "application/json",
                   "data": {"schema_version": 1, "cluster": "lake1", "account": "AUTH_7776",
                    "container": "neocampus", "etag": "9e10", "size": 15802,
                    "content_type": "application/json",
                    "user": {"id": "92cd", "name": "alice", "project_id": "77", "project_name": "campus"},
                    "user_meta": {"application": "campus sensors"}, "container_meta": {},
                    "copied_from": null, "manifest": null, "class": "object", "reason": "put",
                    "trans_id": "txf533", "journal": {"proxy": "proxy1", "epoch": "e", "n": 18211}}}
                  """);
      ObjectKey key = new ObjectKey(ACCOUNT, "neocampus", name);
      event.put("type", "org.sluice.object." + type);
      event.put("id", EventId.of("lake1", key, timestamp, verb));
      event.put("subject", name);
      event.put("sequence", timestamp + "_0000000000000000");
      ((ObjectNode) event.get("data")).put("object", name).put("timestamp", timestamp);
      return event;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
