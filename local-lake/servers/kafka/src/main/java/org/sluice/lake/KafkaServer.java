package org.sluice.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka, broker and controller in one JVM.
 *
 * <p>{@code KafkaServer SERVER.PROPERTIES}. Folders in {@code log.dirs} that are new are formatted
 * first; the cluster's id stands in a file beside the first of them.
 */
public final class KafkaServer {
  /**
   * A killed broker is let in again only when its old session has run out, by default after 9 s.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "500");

  private KafkaServer() {}

  public static void main(String[] args) {
    Part part = new Part("Kafka", AppInfoParser.getVersion());
    part.start(() -> run(part, args));
  }

  private static void run(Part part, String[] args) throws Exception {
    if (args.length != 1) {
      throw new Part.Refused("usage: KafkaServer SERVER.PROPERTIES");
    }
    Path file = Path.of(args[0]);
    Properties properties = read(file);
    List<Listener> listeners = listeners(properties, file);
    for (Listener listener : listeners) {
      Part.requireFree(listener.host(), listener.port());
    }
    LogFolders.format(file, properties);
    KafkaRaftServer server = new KafkaRaftServer(config(properties, file), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
    server.startup();
    part.listening(listeners.get(0).host(), listeners.get(0).port());
    server.awaitShutdown();
  }

  private static Properties read(Path file) throws Part.Refused {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException failure) {
      throw new Part.Refused("cannot read " + file + ": " + failure);
    }
    return properties;
  }

  private static KafkaConfig config(Properties properties, Path file) throws Part.Refused {
    try {
      return KafkaConfig.fromProps(properties, false);
    } catch (ConfigException | IllegalArgumentException wrong) {
      throw new Part.Refused(file + ": " + wrong.getMessage());
    }
  }

  private record Listener(String host, int port) {}

  private static List<Listener> listeners(Properties properties, Path file) throws Part.Refused {
    String all = properties.getProperty("listeners", "").strip();
    if (all.isEmpty()) {
      throw new Part.Refused(file + " has no listeners.");
    }
    List<String> texts = Arrays.stream(all.split(",")).map(String::strip).toList();
    Listener[] listeners = new Listener[texts.size()];
    for (int i = 0; i < listeners.length; i++) {
      String text = texts.get(i);
      int colon = text.lastIndexOf(':');
      int slashes = text.indexOf("://");
      if (slashes < 0 || colon < slashes + 3) {
        throw new Part.Refused(file + ": listener '" + text + "' is not NAME://HOST:PORT.");
      }
      listeners[i] =
          new Listener(text.substring(slashes + 3, colon), Part.port(text.substring(colon + 1)));
    }
    return List.of(listeners);
  }
}
