package org.sluice.gold.objects;

import java.util.Map;
import java.util.Optional;
import org.sluice.event.ObjectKey;

/**
 * Swift, as far as derived objects need it. All throw a {@link org.sluice.fault.FaultException}:
 * swift-unreachable, object-forbidden or gold-rejected.
 */
public interface ObjectStore {
  /**
   * What is known of an object that is there.
   *
   * @param etag MD5 of its bytes; null where Swift says none
   * @param userMeta {@code X-Object-Meta-*}, names in lower case
   */
  record Stored(String etag, String contentType, Map<String, String> userMeta) {}

  /** As all replicas together know it; empty where there is none. */
  Optional<Stored> head(ObjectKey key);

  /**
   * Stores an object, in a container that is made where there is none.
   *
   * @param fresh whether only where no object of that name is there
   * @return false where one is, and stays
   */
  boolean put(DerivedObject object, boolean fresh);

  /** Says other metadata of an object whose bytes stay. */
  void post(DerivedObject object);

  /**
   * Deletes an object.
   *
   * @return false where there was none
   */
  boolean delete(ObjectKey key);
}
