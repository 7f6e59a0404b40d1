package org.sluice.catalogue;

import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.Base32;

/**
 * One place that a version of an object may have records in.
 *
 * @param service such as {@code influxdb}
 * @param store database
 * @param place measurement, label or collection
 * @param key what finds the object's records there; may be empty
 * @param from nanoseconds since 1970; null where the place has no range
 * @param to the same
 * @param version which version wrote there
 * @param revision by which revision of the route
 * @param run id of the run
 */
public record LedgerPlace(
    String service,
    String store,
    String place,
    String key,
    Long from,
    Long to,
    String version,
    String revision,
    String run) {

  /** Name of the place in its entry: the same for the same place, version and revision. */
  String code() {
    StringBuilder all = new StringBuilder();
    for (String part : List.of(service, store, place, key, version, revision)) {
      all.append(part.length()).append(':').append(part);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return Base32.encode(digest).substring(0, 20).toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String field() {
    return "places." + code();
  }

  /** Notes it in its entry. */
  Bson note() {
    return Updates.set(field(), document());
  }

  Document document() {
    return new Document("service", service)
        .append("store", store)
        .append("place", place)
        .append("key", key)
        .append("from", from)
        .append("to", to)
        .append("version", version)
        .append("revision", revision)
        .append("run", run);
  }

  Bson forget() {
    return Updates.unset(field());
  }

  static LedgerPlace of(Document document) {
    return new LedgerPlace(
        document.getString("service"),
        document.getString("store"),
        document.getString("place"),
        document.getString("key"),
        document.getLong("from"),
        document.getLong("to"),
        document.getString("version"),
        document.getString("revision"),
        document.getString("run"));
  }
}
