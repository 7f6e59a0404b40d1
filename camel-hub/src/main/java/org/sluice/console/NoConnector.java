package org.sluice.console;

import org.apache.camel.cli.connector.DefaultCliConnectorFactory;

/**
 * What a context finds by itself: no connector. Camel's own would let the {@code camel} command at
 * each context of the JVM, through one set of files that each takes for its own, in a folder that
 * others can read.
 */
public final class NoConnector extends DefaultCliConnectorFactory {
  public NoConnector() {
    setEnabled(false);
  }
}
