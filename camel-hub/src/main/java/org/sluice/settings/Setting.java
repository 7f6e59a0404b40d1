package org.sluice.settings;

import static org.sluice.settings.Form.count;
import static org.sluice.settings.Form.file;
import static org.sluice.settings.Form.list;
import static org.sluice.settings.Form.text;

/** Every setting of the hub. A default of null means that the setting must be given. */
public enum Setting {
  HTTP_HOST("http.host", text("127.0.0.1"), "Address that the hub listens on."),
  HTTP_PORT("http.port", count(15090, 1, 65535), "Port that the hub listens on."),
  EVENTS_KEYS_FILE(
      "events.keys-file", file(null), "Standard Webhooks keys, whsec_…, one a line; any verifies."),
  EVENTS_TOLERANCE(
      "events.tolerance-seconds",
      count(300, 1, 86400),
      "How far a batch's timestamp may be from the hub's clock."),
  EVENTS_MAX_BYTES(
      "events.max-bytes",
      count(8388608, 1024, 1 << 30),
      "Largest batch of events; a larger one is answered 413."),
  API_KEY_FILE("api.key-file", file(null), "File with the key that callers of the API show."),
  CONSOLE_PORT(
      "console.port", count(0, 0, 65535), "Port of Hawtio and Jolokia; 0 leaves them out."),
  CONSOLE_HOST("console.host", text("127.0.0.1"), "Address that Hawtio and Jolokia listen on."),
  CONSOLE_USER("console.user", text("sluice"), "User that Hawtio and Jolokia let in."),
  CONSOLE_PASSWORD_FILE(
      "console.password-file",
      file(""),
      "File, readable by its owner only, with that user's password; console.port needs it."),
  CONSOLE_TOOLS_DIR(
      "console.tools-dir",
      file(""),
      "Folder in which Camel's own command, camel, finds this hub; empty keeps the command out."),
  METRICS_KEY_FILE(
      "metrics.key-file",
      file(""),
      "File with the key that Prometheus shows at /metrics; empty lets anyone read the figures."),
  KAFKA_BOOTSTRAP("kafka.bootstrap", text("127.0.0.1:15092"), "Kafka's bootstrap servers."),
  KAFKA_CLIENT_PROPERTIES(
      "kafka.client-properties-file",
      file(""),
      "Kafka client properties for TLS and SASL, as Kafka's own tools take them."),
  KAFKA_REPLICATION(
      "kafka.replication",
      count(1, 1, 9),
      "Replicas of topics that the hub makes; 3 in production."),
  KAFKA_EVENTS_PARTITIONS(
      "kafka.events-partitions", count(8, 1, 1000), "Partitions of lake.events when it is made."),
  KAFKA_ROUTE_PARTITIONS(
      "kafka.route-partitions",
      count(8, 1, 1000),
      "Partitions of a route's queue when it is made."),
  KAFKA_KEEP_DONE(
      "kafka.keep-done-hours",
      count(24, 0, 876_000),
      "Hours after which events and entries of queues that the hubs have done are deleted from"
          + " Kafka; what is not done is never deleted."),
  MONGODB_URI(
      "mongodb.uri",
      text("mongodb://127.0.0.1:15017"),
      "MongoDB connection string; TLS and credentials as MongoDB's drivers take them."),
  INFLUX_URL("influx.url", text("http://127.0.0.1:15086"), "InfluxDB; https for TLS."),
  INFLUX_ORG(
      "influx.org",
      text(""),
      "Organisation in an InfluxDB 2.x, in which each project has a bucket; empty for 1.x."),
  INFLUX_TOKEN_FILE("influx.token-file", file(""), "File with the token for an InfluxDB 2.x."),
  INFLUX_USER("influx.user", text(""), "InfluxDB 1.x user; empty for none."),
  INFLUX_PASSWORD_FILE("influx.password-file", file(""), "File with the InfluxDB user's password."),
  NEO4J_URI("neo4j.uri", text("bolt://127.0.0.1:15687"), "Neo4j; bolt+s or neo4j+s for TLS."),
  NEO4J_USER("neo4j.user", text(""), "Neo4j user; empty for none."),
  NEO4J_PASSWORD_FILE("neo4j.password-file", file(""), "File with the Neo4j user's password."),
  GOLD_SQL_URL(
      "gold.sql.url",
      text(""),
      "PostgreSQL: jdbc:postgresql://HOST:PORT/DATABASE, with sslmode=verify-full for TLS; empty for"
          + " none, and routes with an SQL sink do not start."),
  GOLD_SQL_USER("gold.sql.user", text("sluice"), "PostgreSQL user; makes schemas and tables."),
  GOLD_SQL_PASSWORD_FILE(
      "gold.sql.password-file", file(""), "File with the PostgreSQL user's password."),
  GOLD_KAFKA_BOOTSTRAP(
      "gold.kafka.bootstrap",
      text(""),
      "Kafka that routes send records to; empty for the lake's own (kafka.bootstrap)."),
  GOLD_KAFKA_CLIENT_PROPERTIES(
      "gold.kafka.client-properties-file",
      file(""),
      "Client properties of that Kafka; the lake's own has kafka.client-properties-file."),
  GOLD_HTTP_HOSTS(
      "gold.http.allowed-hosts",
      list(""),
      "Hosts that routes may send records to, as HOST or HOST:PORT; empty for none."),
  GOLD_HTTP_CREDENTIALS(
      "gold.http.credentials-file",
      file(""),
      "Properties file, readable by the hub's user only: NAME = value of the Authorization header"
          + " that a route shows which names it."),
  KEYSTONE_URL("keystone.url", text("http://127.0.0.1:15000/v3"), "Keystone v3."),
  KEYSTONE_USER(
      "keystone.user",
      text("sluice"),
      "User that reads raw objects, and stores those that routes make."),
  KEYSTONE_PASSWORD_FILE("keystone.password-file", file(null), "File with that user's password."),
  KEYSTONE_USER_DOMAIN("keystone.user-domain", text("Default"), "Domain of that user."),
  KEYSTONE_PROJECT("keystone.project", text("service"), "Project that the user's token is for."),
  KEYSTONE_PROJECT_DOMAIN("keystone.project-domain", text("Default"), "Domain of that project."),
  SWIFT_URL("swift.url", text("http://127.0.0.1:15080"), "Swift's proxy, without /v1 and account."),
  SWIFT_SILENCE(
      "swift.silence-seconds",
      count(30, 1, 3600),
      "Seconds for which the next byte of an answer is waited for; then Swift counts as unreachable."),
  LAKE_CLUSTER("lake.cluster", text("lake1"), "Name of the Swift cluster, as its filter says it."),
  LAKE_ACCOUNTS(
      "lake.accounts",
      list(null),
      "Accounts whose containers are projects by their own name; others are ACCOUNT.CONTAINER."),
  LAKE_PROJECTS(
      "lake.projects-file",
      file(""),
      "What is true of a project's objects that do not say it: JSON, by project."),
  ROUTES_DIR("routes.dir", file(null), "Folder of routes, blocks and policies."),
  ROUTES_RELOAD(
      "routes.reload-seconds",
      count(1, 0, 3600),
      "How often that folder is looked at for what has changed; 0 for at start only."),
  ROUTES_REMOVED(
      "routes.removed-after-seconds",
      count(86400, 1, 31_536_000),
      "How long the queue of a removed route waits for it before what is on it is parked."),
  ROUTES_PROPERTIES(
      "routes.properties-file", file(""), "Values of the placeholders {{…}} that routes use."),
  TOOL_DOCUMENT_WAIT(
      "catalogue.tool-document-wait-seconds",
      count(32, 0, 3600),
      "How long an object with a number for a name waits for an insertion tool's document."),
  CATALOGUE_ENTRIES(
      "catalogue.entries",
      count(100, 1, 10000),
      "Latest operations kept in a document; the full history is log.operations."),
  JOURNALS_GRACE(
      "journals.gap-grace-seconds",
      count(60, 0, 86400),
      "How old a gap in a journal's numbers is before its shipper is asked for it again."),
  JOURNALS_PAUSE(
      "journals.again-pause-seconds",
      count(60, 1, 86400),
      "Pause between two times that a range of a journal is asked for."),
  JOURNALS_TRIES(
      "journals.again-tries",
      count(5, 1, 1000),
      "How often a range is asked for while nothing of it comes."),
  LIST_EVERY(
      "data-to-process.every-seconds",
      count(300, 1, 86400),
      "How often the list data_to_process is looked at, once in the lake."),
  REPLAY_QUEUE(
      "replay.queue-length",
      count(200, 1, 100000),
      "Entries on a route's queue, or events not yet registered, above which replays wait."),
  LEASE_SECONDS(
      "lease.seconds",
      count(30, 3, 3600),
      "How long a hub that died keeps others from what only one hub does at a time."),
  RECONCILE_EVERY(
      "reconcile.every-seconds",
      count(300, 1, 86400),
      "How often containers that moved are compared with the catalogue, once in the lake."),
  RECONCILE_FULL_DAYS(
      "reconcile.full-days",
      count(7, 1, 3650),
      "Days within which every container is compared once, moved or not."),
  RECONCILE_RATE(
      "reconcile.rate",
      count(2000, 0, 1000000),
      "Objects a second that each of the schedule's two rounds compares; 0 for any number."),
  RECONCILE_GRACE(
      "reconcile.grace-seconds",
      count(600, 0, 604800),
      "What changed within this time is left for the next round: its event may be on its way."),
  RUN_CONCURRENCY(
      "run.concurrency", count(128, 1, 1000), "Objects of one route that run at a time."),
  RUN_WINDOW(
      "run.window",
      count(200, 1, 100000),
      "Objects of one partition taken before the oldest of them is done."),
  RUN_ATTEMPTS(
      "run.attempts",
      count(20, 1, 100000),
      "Failed attempts, others of the route going through in between, after which a run is parked"
          + " whose fault would pass by itself."),
  RUN_LONGEST_PAUSE(
      "run.longest-pause-seconds",
      count(30, 1, 3600),
      "Longest pause between two tries of a queue whose database, or what else its route needs, is"
          + " down."),
  RUN_LONGEST_HOURS(
      "run.longest-hours",
      count(168, 1, 100000),
      "Hours in its queue after which a run is parked at its next failure, also in an outage."),
  RUN_SILENCE(
      "run.silence-seconds",
      count(600, 1, 1000000),
      "Seconds without any sign of life after which a run is interrupted and parked."),
  RUN_CREDIT_BYTES(
      "run.credit-bytes",
      count(0, 0, Integer.MAX_VALUE),
      "Bytes of objects read and not yet written, over all runs; 0 is a thirty-second of the heap."),
  RUN_CHUNK_BYTES(
      "run.chunk-bytes",
      count(524288, 1024, 1 << 30),
      "Bytes of a large object that go through its route at a time."),
  RUN_PARTS(
      "run.parts",
      count(3, 1, 64),
      "Parts of that size that are read side by side of a large object; 1 for one after the"
          + " other."),
  RUN_LARGE_BYTES(
      "run.large-bytes",
      count(16777216, 1, Integer.MAX_VALUE),
      "Bytes from which on an object is large enough for that."),
  GOLD_BATCH_RECORDS(
      "gold.batch-records",
      count(5000, 1, 100000),
      "Records of many runs that one write to a gold database holds at the most."),
  GOLD_BATCH_BYTES(
      "gold.batch-bytes",
      count(4194304, 1024, 1 << 30),
      "The same in bytes, as far as they can be told beforehand."),
  GOLD_BATCH_LINGER(
      "gold.batch-linger-ms",
      count(2, 0, 1000),
      "How long a write waits for more while many runs write; at rest none waits."),
  GOLD_INFLUX_MOST_DELETES(
      "gold.influx.most-deletes",
      count(200, 1, 100000),
      "DELETE statements that taking out an older version's points may need; past it, the run parks.");

  private final String key;
  private final Form form;
  private final String sentence;

  Setting(String key, Form form, String sentence) {
    this.key = key;
    this.form = form;
    this.sentence = sentence;
  }

  public String key() {
    return key;
  }

  Form form() {
    return form;
  }

  String sentence() {
    return sentence;
  }
}
