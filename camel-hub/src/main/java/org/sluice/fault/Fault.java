package org.sluice.fault;

import static org.sluice.fault.FaultKind.BUG;
import static org.sluice.fault.FaultKind.DATA;
import static org.sluice.fault.FaultKind.OPERATOR;
import static org.sluice.fault.FaultKind.TRANSIENT;

/** Every fault that Sluice tells apart. The code stands on record and never changes. */
public enum Fault {
  OBJECT_EMPTY("object-empty", DATA, "Upload the object again with its content, or delete it."),
  OBJECT_TOO_LARGE("object-too-large", DATA, "Raise the block's limit, or cut the object."),
  TEXT_UNREADABLE(
      "text-unreadable",
      DATA,
      "Say the block's encoding, or the charset in its content type, or upload it as UTF-8."),
  CSV_MALFORMED(
      "csv-malformed", DATA, "Correct the object, or say in the route how it is written."),
  XML_MALFORMED("xml-malformed", DATA, "Correct the object and upload it again."),
  JSON_MALFORMED("json-malformed", DATA, "Correct the object and upload it again."),
  RECORD_INVALID(
      "record-invalid",
      DATA,
      "Correct the record and upload again, or correct what the route says of it and retry; with"
          + " onReject: skip at lake:objects the route goes on without such records."),
  OTHER_DATA_INVALID(
      "other-data-invalid",
      DATA,
      "Correct X-Object-Meta-Other-Data, or the .sluice.json beside the object: it is JSON."),
  IMAGE_UNREADABLE("image-unreadable", DATA, "Upload the picture again: its bytes are damaged."),
  ARCHIVE_MALFORMED("archive-malformed", DATA, "Correct the archive and upload it again."),
  ARCHIVE_LIMIT(
      "archive-limit", DATA, "Raise the limit in the archive's route, or pack the archive anew."),
  MEMBER_REFUSED(
      "member-refused",
      DATA,
      "Pack the member anew, or raise the limit in the archive's route and replay the archive."),
  CATALOGUE_REFUSED(
      "catalogue-refused",
      DATA,
      "MongoDB refuses to keep this and says why: mend that, or the object's name or metadata."),
  GOLD_REJECTED("gold-rejected", DATA, "The database refuses this record: correct it."),
  OBJECT_FORBIDDEN(
      "object-forbidden",
      DATA,
      "Let the hub's user into the container, and retry what is parked; of events that are set aside,"
          + " ./sluice refused again."),
  GOLD_SCATTERED(
      "gold-scattered",
      DATA,
      "Raise gold.influx.most-deletes, or give the object's points a series or times of their"
          + " own."),
  ROUTE_REMOVED(
      "route-removed",
      DATA,
      "Put the route's file back and ./sluice parked retry; or delete or upload the object."),
  TARGET_TAKEN(
      "target-taken",
      DATA,
      "Let the block's name tell its objects from others, or move the object that is there."),
  DERIVED_TOO_DEEP(
      "derived-too-deep", DATA, "Shorten the chain of routes that make objects of each other's."),
  QUERY_INVALID("query-invalid", DATA, "Correct the query; only reading is permitted."),

  SWIFT_UNREACHABLE("swift-unreachable", TRANSIENT, "Look at Swift's proxy and Keystone."),
  GOLD_UNREACHABLE("gold-unreachable", TRANSIENT, "Look at the gold database named here."),
  CATALOGUE_UNREACHABLE("catalogue-unreachable", TRANSIENT, "Look at MongoDB."),
  SERVICE_UNREACHABLE("service-unreachable", TRANSIENT, "Look at the service named here."),

  HOST_NOT_ALLOWED("host-not-allowed", OPERATOR, "Add the host to the block's allowedHosts."),
  ROUTE_INVALID(
      "route-invalid",
      OPERATOR,
      "Correct the order of blocks in the route's file: one that reads the object, those that shape"
          + " records, a sink."),
  SETTING_INVALID("setting-invalid", OPERATOR, "Correct the setting named here."),
  ACCESS_DENIED("access-denied", OPERATOR, "Correct the user or password in the settings."),

  RUN_STUCK("run-stuck", BUG, "See in the trace where it stands; report it, or mend the route."),
  UNEXPECTED("unexpected", BUG, "Report it with the trace on record.");

  private final String code;
  private final FaultKind kind;
  private final String hint;

  Fault(String code, FaultKind kind, String hint) {
    this.code = code;
    this.kind = kind;
    this.hint = hint;
  }

  public String code() {
    return code;
  }

  public FaultKind kind() {
    return kind;
  }

  public String hint() {
    return hint;
  }
}
