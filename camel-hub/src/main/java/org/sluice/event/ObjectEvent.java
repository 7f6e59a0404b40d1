package org.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One change of one object.
 *
 * @param id the same for the same change, however it is told
 * @param type what happened
 * @param key which object
 * @param cluster name of the Swift cluster
 * @param timestamp Swift's timestamp of the change in its normal form
 * @param etag MD5 of the content; null when not told
 * @param size bytes; null when not told
 * @param contentType as the client said it; null when not told
 * @param user {@code project:user}; empty when nobody is known
 * @param userMeta {@code X-Object-Meta-*}, names in lower case
 * @param containerMeta {@code X-Container-Meta-*}, names in lower case
 * @param segment true for a part of a large object
 * @param transId Swift's {@code X-Trans-Id}; null when not told
 * @param member how it is come by where it stands in an archive; null where Swift holds it
 */
public record ObjectEvent(
    String id,
    EventType type,
    ObjectKey key,
    String cluster,
    String timestamp,
    String etag,
    Long size,
    String contentType,
    String user,
    Map<String, String> userMeta,
    Map<String, String> containerMeta,
    boolean segment,
    String transId,
    Member member) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ObjectEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(key, "key");
    if (!timestamp.matches("\\d{10}\\.\\d{5}")) {
      throw new IllegalArgumentException("timestamp is not in Swift's normal form: " + timestamp);
    }
    userMeta = Map.copyOf(userMeta);
    containerMeta = Map.copyOf(containerMeta);
  }

  /**
   * @param event a CloudEvent that {@code config/event.schema.json} accepts
   * @throws IllegalArgumentException when it is no object event
   */
  public static ObjectEvent of(JsonNode event) {
    JsonNode data = event.path("data");
    return new ObjectEvent(
        event.path("id").asText(),
        EventType.of(event.path("type").asText()),
        new ObjectKey(
            data.path("account").asText(),
            data.path("container").asText(),
            data.path("object").asText()),
        data.path("cluster").asText(),
        data.path("timestamp").asText(),
        data.path("etag").textValue(),
        data.path("size").isIntegralNumber() ? data.path("size").longValue() : null,
        data.path("content_type").textValue(),
        user(data.path("user")),
        strings(data.path("user_meta")),
        strings(data.path("container_meta")),
        "segment".equals(data.path("class").asText()),
        data.path("trans_id").textValue(),
        data.hasNonNull("member")
            ? Member.of(JSON.convertValue(data.get("member"), Object.class))
            : null);
  }

  /** The same with another content type. */
  public ObjectEvent withContentType(String other) {
    return withContent(etag, size, other, userMeta);
  }

  /** The same with another content. */
  public ObjectEvent withContent(
      String otherEtag, Long otherSize, String otherType, Map<String, String> otherMeta) {
    return new ObjectEvent(
        id,
        type,
        key,
        cluster,
        timestamp,
        otherEtag,
        otherSize,
        otherType,
        user,
        otherMeta,
        containerMeta,
        segment,
        transId,
        member);
  }

  /** Another event of the same object. */
  public ObjectEvent as(EventType otherType, String otherId, String otherTimestamp) {
    return new ObjectEvent(
        otherId,
        otherType,
        key,
        cluster,
        otherTimestamp,
        etag,
        size,
        contentType,
        user,
        userMeta,
        containerMeta,
        segment,
        transId,
        member);
  }

  /**
   * What this event of a sidecar tells of the object that it is of.
   *
   * @param object that one
   * @param since when the sidecar says so, in Swift's normal form
   * @param said as {@code X-Object-Meta-*} would say it, names in lower case
   */
  public ObjectEvent telling(ObjectKey object, String since, Map<String, String> said) {
    return new ObjectEvent(
        EventId.of(cluster, object, since, "SIDECAR"),
        EventType.SIDECAR,
        object,
        cluster,
        since,
        null,
        null,
        null,
        user,
        said,
        containerMeta,
        false,
        transId,
        null);
  }

  private static String user(JsonNode user) {
    String project = first(user, "project_name", "project_id");
    String name = first(user, "name", "id");
    return project.isEmpty() && name.isEmpty() ? "" : project + ":" + name;
  }

  private static String first(JsonNode node, String... names) {
    for (String name : names) {
      String value = node.path(name).textValue();
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.fields().forEachRemaining(e -> out.put(e.getKey(), e.getValue().asText()));
    return out;
  }
}
