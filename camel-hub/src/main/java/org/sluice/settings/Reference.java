package org.sluice.settings;

/** Prints the sample of the settings: {@code config/hub.properties.sample}. */
public final class Reference {
  private Reference() {}

  public static String print() {
    StringBuilder out = new StringBuilder("# Settings of the hub. Printed from its own table.\n");
    for (Setting setting : Setting.values()) {
      out.append("\n# ").append(setting.sentence());
      out.append(" (").append(setting.form().range()).append(")\n");
      if (setting.form().byDefault() == null) {
        out.append(setting.key()).append("=\n");
      } else {
        out.append("#")
            .append(setting.key())
            .append("=")
            .append(setting.form().byDefault())
            .append("\n");
      }
    }
    return out.toString();
  }

  public static void main(String[] args) {
    System.out.print(print());
  }
}
