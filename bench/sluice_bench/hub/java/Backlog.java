import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts files of events, {@code KEY<tab>EVENT} a line, on a topic as intake does. */
public final class Backlog {
  private Backlog() {}

  /** Arguments: bootstrap servers, topic. Each line of the input names a file; 'done' answers it. */
  public static void main(String[] args) throws Exception {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", args[0], "acks", "all", "linger.ms", 5, "max.block.ms", 10_000);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      System.out.println("ready");
      for (String file; (file = in.readLine()) != null; ) {
        for (String line : Files.readAllLines(Path.of(file))) {
          int tab = line.indexOf('\t');
          producer.send(
              new ProducerRecord<>(args[1], line.substring(0, tab), line.substring(tab + 1)),
              (at, failure) -> {
                if (failure != null) {
                  System.err.println("Kafka has not taken an event: " + failure);
                  System.exit(1);
                }
              });
        }
        producer.flush();
        System.out.println("done");
      }
    }
  }
}
