package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object as Swift gives it.
 *
 * @param headers of the answer
 * @param body its bytes, to be closed by the reader; empty for a HEAD
 */
public record RawObject(HttpHeaders headers, InputStream body) implements AutoCloseable {
  private static final String USER_META = "x-object-meta-";

  /** MD5 of the content, without quotes; null where Swift says none. */
  public String etag() {
    return headers.firstValue("etag").map(e -> e.replace("\"", "")).orElse(null);
  }

  /** Bytes. */
  public long size() {
    return headers.firstValueAsLong("content-length").orElse(0);
  }

  public String contentType() {
    return headers.firstValue("content-type").map(SwiftHttp::text).orElse("");
  }

  /** When it was last changed, in Swift's normal form; a POST moves it as well as a PUT. */
  public String timestamp() {
    return headers.firstValue("x-timestamp").orElse("");
  }

  /**
   * Whether it was found through a symlink: then its clock and its ETag are those of the target.
   */
  public boolean isLinked() {
    return headers.firstValue("content-location").isPresent();
  }

  /** {@code X-Object-Meta-*}, names in lower case. */
  public Map<String, String> userMeta() {
    Map<String, String> meta = new TreeMap<>();
    headers
        .map()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(java.util.Locale.ROOT).startsWith(USER_META)) {
                meta.put(
                    SwiftHttp.text(name)
                        .toLowerCase(java.util.Locale.ROOT)
                        .substring(USER_META.length()),
                    SwiftHttp.text(values.get(0)));
              }
            });
    return meta;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
