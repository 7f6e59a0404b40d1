package org.sluice.catalogue;

/** Names of a document's fields. The first group is what insertion tools know. */
final class Fields {
  static final String CONTENT_TYPE = "content_type";
  static final String DATA_PROCESSING = "data_processing";
  static final String USER = "swift_user";
  static final String CONTAINER = "swift_container";
  static final String SWIFT_ID = "swift_object_id";
  static final String NAME = "swift_object_name";
  static final String ORIGINAL_NAME = "original_object_name";
  static final String APPLICATION = "application";
  static final String CREATED = "creation_date";
  static final String MODIFIED = "last_modified";
  static final String SUCCESSFUL = "successful_operations";
  static final String FAILED = "failed_operations";
  static final String GOLD_SERVICES = "processed_data_area_service";
  static final String OTHER_DATA = "other_data";

  static final String ACCOUNT = "swift_account";
  static final String OBJECT = "object";
  static final String PROJECT = "project";
  static final String ETAG = "etag";
  static final String SIZE = "size";
  static final String TIMESTAMP = "timestamp";
  static final String META_TIMESTAMP = "meta_timestamp";

  /** Timestamp of the POST that last made routes look again. */
  static final String META_VERSION = "meta_version";

  /** Timestamp of the POST that last said another content type. */
  static final String TYPE_TIMESTAMP = "content_type_timestamp";

  /** What the sidecar says of the object, and since when. */
  static final String SIDECAR = "sidecar";

  /** Timestamp of the sidecar that last made routes look again. */
  static final String SIDECAR_VERSION = "sidecar_version";

  static final String EVENT_ID = "event_id";

  /** Ids of the live runs that the event is to have. */
  static final String EXPECTED = "expected";

  /** Name of the set of routes that says so. */
  static final String ROUTE_SET = "route_set";

  static final String STATUS = "status";
  static final String STATUS_REVISION = "status_revision";
  static final String DUPLICATE_OF = "duplicate_of";
  static final String USER_META = "user_meta";
  static final String OTHER_DATA_ERROR = "other_data_error";
  static final String DISPATCHED = "dispatched";
  static final String TRANS_ID = "trans_id";

  /** How an object that stands in an archive is come by. */
  static final String MEMBER = "member";

  private Fields() {}
}
