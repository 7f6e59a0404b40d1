package org.sluice.event;

import java.util.Map;
import java.util.Objects;

/**
 * One version of an object as the catalogue knows it: what selectors choose by and blocks work on.
 *
 * @param key its name in Swift
 * @param project who it belongs to
 * @param version Swift's data timestamp in its normal form, {@code 1795464363.77499}; where a POST
 *     has since changed what routes go by, {@code +} and that one's; compares as text
 * @param eventId id of the event that announced this version
 * @param swiftId the lake's number for the object, as text; an overwrite keeps it
 * @param originalName what the user calls it; the same as {@code key.object()} for plain uploads
 * @param contentType what the client said or, where that says nothing, what the bytes say
 * @param size bytes
 * @param etag MD5 of the content as Swift gives it; null when unknown
 * @param user {@code project:user}
 * @param application the program that the object comes from; empty when not said
 * @param dataProcessing {@code default} or {@code custom}
 * @param otherData what the user says of it: {@code template}, {@code image_content}, anything
 * @param userMeta its {@code X-Object-Meta-*}, names in lower case
 * @param transId Swift's {@code X-Trans-Id} of the request that made this version; null when not
 *     told
 * @param member how it is come by where it stands in an archive; null where Swift holds it
 */
public record LakeObject(
    ObjectKey key,
    String project,
    String version,
    String eventId,
    String swiftId,
    String originalName,
    String contentType,
    long size,
    String etag,
    String user,
    String application,
    String dataProcessing,
    Map<String, Object> otherData,
    Map<String, String> userMeta,
    String transId,
    Member member) {
  public LakeObject {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(version, "version");
    otherData = otherData == null ? Map.of() : otherData;
    userMeta = userMeta == null ? Map.of() : Map.copyOf(userMeta);
  }

  /** One that Swift holds. */
  public LakeObject(
      ObjectKey key,
      String project,
      String version,
      String eventId,
      String swiftId,
      String originalName,
      String contentType,
      long size,
      String etag,
      String user,
      String application,
      String dataProcessing,
      Map<String, Object> otherData,
      Map<String, String> userMeta,
      String transId) {
    this(
        key,
        project,
        version,
        eventId,
        swiftId,
        originalName,
        contentType,
        size,
        etag,
        user,
        application,
        dataProcessing,
        otherData,
        userMeta,
        transId,
        null);
  }
}
