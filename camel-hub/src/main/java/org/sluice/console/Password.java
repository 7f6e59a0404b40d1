package org.sluice.console;

import com.sun.net.httpserver.BasicAuthenticator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets one user in. */
final class Password extends BasicAuthenticator {
  private final String user;
  private final String password;

  Password(String user, String password) {
    super("Sluice console", StandardCharsets.UTF_8);
    this.user = user;
    this.password = password;
  }

  @Override
  public boolean checkCredentials(String user, String password) {
    return same(this.user, user) & same(this.password, password);
  }

  /** Takes as long whether or not they begin alike. */
  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
