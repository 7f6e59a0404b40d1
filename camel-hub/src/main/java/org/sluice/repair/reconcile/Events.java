package org.sluice.repair.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.event.CloudEvents;
import org.sluice.event.EventType;
import org.sluice.event.ObjectKey;
import org.sluice.swift.RawObject;

/**
 * Events as the filter would have told them, with the ids that those have. Who made the change is
 * the one thing that Swift does not keep.
 */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String cluster;
  private final Map<String, String> containerMeta;

  /**
   * @param cluster name of the Swift cluster, as its filter says it
   * @param containerMeta {@code X-Container-Meta-*} of the objects' container
   */
  Events(String cluster, Map<String, String> containerMeta) {
    this.cluster = cluster;
    this.containerMeta = containerMeta;
  }

  /** The upload of an object that is there. */
  JsonNode created(
      ObjectKey key, String timestamp, RawObject object, Map<String, String> userMeta) {
    ObjectNode event = event(key, EventType.CREATED, "PUT", timestamp);
    ObjectNode data = (ObjectNode) event.get("data");
    String manifest = manifest(object);
    if (!"dlo".equals(manifest)) {
      data.put("etag", object.etag());
      data.put("size", object.size());
    }
    data.put("content_type", contentType(object));
    data.set("user_meta", JSON.valueToTree(userMeta));
    data.put("manifest", manifest);
    return event;
  }

  /** A change of metadata alone. */
  JsonNode metadata(
      ObjectKey key, String timestamp, String contentType, Map<String, String> userMeta) {
    ObjectNode event = event(key, EventType.METADATA, "POST", timestamp);
    ObjectNode data = (ObjectNode) event.get("data");
    data.put("content_type", contentType);
    data.set("user_meta", JSON.valueToTree(userMeta));
    return event;
  }

  JsonNode deleted(ObjectKey key, String timestamp) {
    return event(key, EventType.DELETED, "DELETE", timestamp);
  }

  private ObjectNode event(ObjectKey key, EventType type, String verb, String timestamp) {
    ObjectNode event = CloudEvents.of(cluster, key, type, verb, timestamp, "reconciled");
    ((ObjectNode) event.get("data")).set("container_meta", JSON.valueToTree(containerMeta));
    return event;
  }

  private static String manifest(RawObject object) {
    if ("true".equalsIgnoreCase(object.headers().firstValue("x-static-large-object").orElse(""))) {
      return "slo";
    }
    return object.headers().firstValue("x-object-manifest").isPresent() ? "dlo" : null;
  }

  /** Without slo's {@code ;swift_bytes=N}; null where there is none. */
  static String contentType(RawObject object) {
    String type =
        Arrays.stream(object.contentType().split(";"))
            .filter(
                part -> !part.strip().toLowerCase(java.util.Locale.ROOT).startsWith("swift_bytes="))
            .collect(Collectors.joining(";"));
    return type.isEmpty() ? null : type;
  }
}
