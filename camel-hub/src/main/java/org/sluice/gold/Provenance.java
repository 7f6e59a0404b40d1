package org.sluice.gold;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.sluice.event.Base32;
import org.sluice.event.ObjectKey;
import org.sluice.run.RunView;

/**
 * Where a record comes from. Holds nothing that a replay would change: no attempt, no clock.
 *
 * @param key the object
 * @param project who it belongs to
 * @param version Swift's data timestamp
 * @param route id of the route that made the record
 */
public record Provenance(ObjectKey key, String project, String version, String route) {
  public Provenance {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(route, "route");
  }

  public static Provenance of(RunView run) {
    return new Provenance(
        run.object().key(), run.object().project(), run.object().version(), run.route());
  }

  /**
   * 32 letters made from the object and the route: two routes may write an object's records to one
   * place.
   */
  public String mark() {
    return digest(key.path() + "\n" + route);
  }

  /** The same, of what is kept apart from other records of the object and the route. */
  public String mark(String apart) {
    return digest(key.path() + "\n" + route + "\n" + apart);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base32.encode(digest).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code container/object}. */
  public String object() {
    return key.container() + "/" + key.object();
  }
}
