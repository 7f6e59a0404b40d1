package org.sluice.check;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** Schemes of the Camel components that there are. */
public final class Components {
  private static final String SERVICES = "META-INF/services/org/apache/camel/component/";

  private Components() {}

  /**
   * Those on the class path: the hub's own, and what was put beside them.
   *
   * @param more schemes of the hub's own
   */
  public static Set<String> known(Set<String> more) {
    Set<String> names = new TreeSet<>(more);
    try {
      for (URL url : Collections.list(Components.class.getClassLoader().getResources(SERVICES))) {
        if (url.openConnection() instanceof JarURLConnection jar) {
          jar.getJarFile().stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
              .forEach(name -> names.add(name.substring(SERVICES.length())));
        } else {
          try (Stream<Path> files = Files.list(Path.of(url.getPath()))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The hub's libraries cannot be read", e);
    }
    return names;
  }
}
