package org.sluice.camel;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** Camel's own command, as {@code sluice camel} runs it. */
public final class Camel {
  private Camel() {}

  /**
   * Ends with the command's exit code.
   *
   * @param args the command's words
   */
  public static void main(String[] args) {
    CamelJBangMain.run(args);
  }
}
