package org.sluice.event;

/**
 * What an object is called in Swift, and so its key in the catalogue and on Kafka.
 *
 * @param account Swift account, such as {@code AUTH_7776}
 * @param container container's name
 * @param object object's name; may hold slashes, newlines, anything but NUL
 */
public record ObjectKey(String account, String container, String object) {
  public ObjectKey {
    require("account", account);
    require("container", container);
    require("object", object);
    if (container.indexOf('/') >= 0) {
      throw new IllegalArgumentException("container holds a slash: " + container);
    }
  }

  /** {@code account/container/object}: unique, as neither of the first two can hold a slash. */
  public String path() {
    return account + "/" + container + "/" + object;
  }

  private static void require(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
  }

  @Override
  public String toString() {
    return path();
  }
}
