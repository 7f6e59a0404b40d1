import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.*;
import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.hc.client5.http.impl.classic.*;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.bson.Document;
import org.influxdb.InfluxDB;
import org.neo4j.driver.*;

/** What a bare loop is told, NAME=VALUE each, with clients of the parts of which it is told; and what it answers. */
record Told(Map<String, String> values, CloseableHttpClient http, MongoClient mongo, InfluxDB influx, Driver neo4j,
    LongAdder reading, LongAdder parsing) {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What is done for a line of input. */
  interface Turn {
    Map<String, ?> of(Told told, Scanner line) throws Exception;
  }

  private static Told of(String[] args) {
    Map<String, String> values = new HashMap<>();
    for (String arg : args) values.put(arg.split("=", 2)[0], arg.split("=", 2)[1]);
    CloseableHttpClient http = HttpClients.custom()
        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(1000).setMaxConnPerRoute(1000).build())
        .disableContentCompression().disableCookieManagement().disableAuthCaching().disableConnectionState().build();
    return new Told(values, http, MongoClients.create(values.get("mongo") + "/?retryWrites=false"),
        Prompt.influx(values.get("influx")), GraphDatabase.driver(values.get("neo4j"), AuthTokens.none()),
        new LongAdder(), new LongAdder());
  }

  String get(String name) {
    return values.get(name);
  }

  MongoCollection<Document> collection(String database, String name) {
    return mongo.getDatabase(database).getCollection(name);
  }

  /** Does in one transaction what is told of the graph. */
  void inGraph(Consumer<TransactionContext> all) {
    try (Session session = neo4j.session()) {
      session.executeWriteWithoutResult(all);
    }
  }

  /** The lines of a file that a line of input names. */
  static List<String> lines(Scanner in) throws IOException {
    return Files.readAllLines(Path.of(in.next()));
  }

  /** Takes a turn for each line of input, and answers it with a line of JSON. */
  static void turns(String[] args, Turn turn) throws Exception {
    Told told = of(args);
    System.out.println("ready");
    for (Scanner in = new Scanner(System.in); in.hasNext(); )
      System.out.println(JSON.writeValueAsString(turn.of(told, in)));
  }

  /** What a reader spent on an object, in nanoseconds. */
  void spent(long read, long parsed) {
    reading.add(read);
    parsing.add(parsed);
  }

  /** How long a turn took in seconds, and the main thread's shares of it: what it waited for is told by the readers' times. */
  Map<String, Double> shares(double all, double waited) {
    double read = reading.sumThenReset(), parsed = parsing.sumThenReset();
    return Map.of("seconds", all / 1e9, "reading", waited / all * read / (read + parsed),
        "parsing", waited / all * parsed / (read + parsed), "writing", 1 - waited / all);
  }
}
