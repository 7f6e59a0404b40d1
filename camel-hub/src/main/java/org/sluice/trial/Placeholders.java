package org.sluice.trial;

import java.util.Properties;
import org.apache.camel.spi.PropertiesSource;

/**
 * Values of the routes' placeholders. One that ends in {@code .url} needs none: any address will
 * do, as all requests go to the {@link Answers}.
 */
final class Placeholders extends Properties {
  private static final long serialVersionUID = 1L;
  private static final String ANY = "http://127.0.0.1";

  private final boolean asks;

  /**
   * @param asks whether addresses that are given are those that are asked
   */
  Placeholders(Properties values, boolean asks) {
    this.asks = asks;
    putAll(values);
  }

  @Override
  public synchronized boolean containsKey(Object name) {
    return super.containsKey(name) || isAddress(String.valueOf(name));
  }

  private static boolean isAddress(String name) {
    return name.endsWith(".url");
  }

  PropertiesSource source() {
    return new PropertiesSource() {
      @Override
      public String getName() {
        return "addresses";
      }

      @Override
      public String getProperty(String name) {
        return !isAddress(name) ? null : asks ? Placeholders.this.getProperty(name, ANY) : ANY;
      }
    };
  }
}
