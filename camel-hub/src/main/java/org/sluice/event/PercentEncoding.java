package org.sluice.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names as the value of a header can hold them, which takes neither line ends nor all letters. */
public final class PercentEncoding {
  private PercentEncoding() {}

  /** Every byte of UTF-8 as {@code %XX} but letters, digits, {@code -_.*} and the slash. */
  public static String of(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
