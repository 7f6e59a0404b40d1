package org.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldClients;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.TestRuns;
import org.sluice.gold.influx.PointLocks;
import org.sluice.routes.RouteKit;
import org.sluice.settings.Settings;

/** A gold database whose secret is missing keeps its own routes from starting, and no others. */
class ClosedServicesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "influxdb, influx.user=u, influx.password-file, gold:influx",
    "influxdb, influx.org=o, influx.token-file, gold:influx",
    "neo4j, neo4j.user=u, neo4j.password-file, gold:neo4j",
    "neo4j, neo4j.user=u, neo4j.password-file, gold:neo4j-records?node=A",
    "postgresql, gold.sql.url=jdbc:postgresql://h/d, gold.sql.password-file, gold:sql",
  })
  void itsRoutesDoNotStartAndSayWhyAndOthersDo(
      String service, String setting, String secret, String sink) throws Exception {
    Path absent = folder.resolve("absent");
    GoldClients clients = clients(setting, secret + "=" + absent);
    assertEquals(
        Map.of(service, secret + " names a file that cannot be read: " + absent), clients.closed());
    CamelContext context = context(clients);
    Exception refused = assertThrows(Exception.class, () -> load(context, "its-own", sink));
    assertTrue(
        Stream.iterate((Throwable) refused, each -> each != null, Throwable::getCause)
            .filter(FaultException.class::isInstance)
            .map(Throwable::getMessage)
            .anyMatch(
                said ->
                    said.startsWith("The route writes to " + service)
                        && said.contains(secret + " names a file that cannot be read")),
        refused.toString());
    load(context, "another", "gold:mongo");
    assertTrue(
        GoldSinks.removers(clients, null, 1, null).keySet().containsAll(List.of("mongodb", "swift"))
            && !GoldSinks.removers(clients, null, 1, null).containsKey(service));
    context.stop();
    clients.mongo().close();
  }

  @Test
  void aUserWithoutAPasswordFileIsSaidToo() throws Exception {
    GoldClients clients = clients("neo4j.user=u");
    assertEquals(
        Map.of("neo4j", "neo4j.user is set, and neo4j.password-file is not"), clients.closed());
    assertEquals(
        Optional.of("neo4j.user is set, and neo4j.password-file is not"),
        Clients.neo4jComplaint(clients));
    clients.mongo().close();
  }

  private GoldClients clients(String... lines) throws Exception {
    Path file = folder.resolve("hub.properties");
    Files.writeString(
        file,
        "events.keys-file=/k\napi.key-file=/k\nkeystone.password-file=/k\nlake.accounts=AUTH_a\n"
            + "routes.dir=/r\n"
            + String.join("\n", lines));
    return Clients.gold(Settings.load(file), null);
  }

  private static CamelContext context(GoldClients clients) throws Exception {
    CamelContext context = RouteKit.context("http://127.0.0.1:1");
    Consumer<CamelContext> gold =
        GoldSinks.shared(
            context,
            clients,
            new PointLocks(null),
            TestRuns.LIMITS,
            (archive, members) -> {},
            service -> BatchWatch.NONE);
    gold.accept(context);
    context.start();
    return context;
  }

  private static void load(CamelContext context, String id, String sink) throws Exception {
    RouteKit.load(
        context,
        """
        - route:
            id: %s
            from:
              uri: lake:objects
              steps:
                - to: "%s"
        """
            .formatted(id, sink));
  }
}
