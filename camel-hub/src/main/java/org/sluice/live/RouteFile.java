package org.sluice.live;

import java.nio.charset.StandardCharsets;
import org.sluice.check.BlockText;
import org.sluice.check.Misnamed;

/**
 * A file below the routes' folder, as it was read.
 *
 * @param path below the folder, with slashes
 * @param bytes null where it is none that is loaded, or looked into
 * @param hash of its bytes
 * @param trouble why it could not be read; null where it could
 */
record RouteFile(String path, byte[] bytes, String hash, String trouble) {
  static final String POLICIES = "policies/";
  static final String BLOCKS = "blocks/";

  /** Of what is loaded. */
  private static final int MOST = 16 << 20;

  /** Who holds a route in a larger file did not write it. */
  private static final int LOOKED_INTO = 1 << 20;

  /** Whether a file of that path is loaded. */
  static boolean isLoaded(String path) {
    return isCamel(path) || path.endsWith(BlockText.ENDING);
  }

  /** How many bytes of a file of that path are kept, where it has no more; else none are. */
  static int most(String path) {
    return isLoaded(path) ? MOST : Misnamed.mayBe(path) ? LOOKED_INTO : -1;
  }

  /** Why a file that should be loaded is not. */
  static String tooLarge(long bytes) {
    return "It has "
        + bytes
        + " bytes, and a file of routes, policies or blocks "
        + MOST
        + " at most. Put what makes it so large in a file beside it, or write several";
  }

  private static boolean isCamel(String path) {
    return path.endsWith(".camel.yaml") || path.endsWith(".camel.xml");
  }

  boolean isRoute() {
    return isCamel(path) && !path.startsWith(POLICIES) && !path.startsWith(BLOCKS);
  }

  boolean isPolicy() {
    return isCamel(path) && path.startsWith(POLICIES);
  }

  boolean isBlock() {
    return path.endsWith(BlockText.ENDING) && path.startsWith(BLOCKS);
  }

  boolean isTaken() {
    return isRoute() || isPolicy() || isBlock();
  }

  /** Where it stands; empty for the routes' folder itself. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  String text() {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  boolean isSame(RouteFile other) {
    return other != null && hash.equals(other.hash);
  }
}
