package org.sluice.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The key that callers show as {@code Authorization: Bearer …}. */
public final class ApiKey {
  private static final String SCHEME = "Bearer ";
  private final byte[] key;

  public ApiKey(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a header shows the key; takes as long whatever it shows. */
  boolean admits(String authorization) {
    return authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            key, authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
