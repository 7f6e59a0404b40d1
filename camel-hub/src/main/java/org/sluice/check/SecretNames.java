package org.sluice.check;

import java.util.regex.Pattern;
import org.apache.camel.util.SensitiveUtils;

/** Names of parameters, headers and fields whose values are not for all to read. */
final class SecretNames {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*?(?:pass(?:word|wd|phrase)?|secret|token|credentials?|connection[-_]?string"
              + "|(?:api|access|account|auth|secret|shared|private|signing)[-_]?key)");

  /** Of what Camel keeps out of its logs: who one is, and where something lies. */
  private static final Pattern KNOWN =
      Pattern.compile("(?i).*(?:user|name|login|realm|id|address|file|url|random)");

  private SecretNames() {}

  static boolean is(String name) {
    return NAME.matcher(name).matches()
        || SensitiveUtils.containsSensitive(name.replace("_", ""))
            && !KNOWN.matcher(name).matches();
  }
}
