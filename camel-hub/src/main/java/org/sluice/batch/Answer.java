package org.sluice.batch;

/**
 * What a batch came to for one of its items.
 *
 * @param value what was asked for; null where there is none
 * @param failure thrown to whoever handed the item over; null when it went well
 */
public record Answer<R>(R value, Throwable failure) {
  public static <R> Answer<R> of(R value) {
    return new Answer<>(value, null);
  }

  public static <R> Answer<R> failed(Throwable failure) {
    return new Answer<>(null, failure);
  }

  R orThrow() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return value;
  }
}
