package org.sluice.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.trial.RecordedGold;

/** What is wrong with a route is said when it is loaded, not when an object comes. */
class RouteLoadTest {
  private CamelContext context;

  @BeforeEach
  void start() {
    context = RouteKit.context("http://127.0.0.1:1");
    new RecordedGold().register(context);
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enrich:json-recrods | there is no block 'json-recrods'",
        "enrich:json-records?maxByte=1 | Unknown parameters=[{maxByte=1}]",
        "enrich:json-records?maxBytes=many | 'maxBytes' is 'many', and should be a whole number",
        "enrich:http-lookup?url=http://a/{x}&allowedHosts=a | parameter 'select' is missing",
        "enrich:http-lookup?url=ftp://a/{x}&select=n&into=n&allowedHosts=a | http://HOST",
        "enrich:http-lookup?url=http://{x}/a&select=n&into=n&allowedHosts=a | behind the host only",
        "gold:influxdb | there is no sink 'influxdb'; there are: http, influx, kafka, members, mongo,"
            + " neo4j, neo4j-records, sql, swift",
        "gold:sql?types=a=int | 'types' holds 'a=int', and should hold NAME=TYPE",
        "kamelet:table-rows-sink?onTypeConflict=drop | 'onTypeConflict' is 'drop'",
        "kamelet:table-rows-sink?maxColumns=0 | 'maxColumns' is '0', and should be 1 to",
        "gold:influx?database=x | Unknown parameters=[{database=x}]",
        "gold:mongo?collection=system.users | parameter 'collection' is 'system.users'",
        "kamelet:archive-members-action?nested=-1 | 'nested' is '-1', and should be a whole number from 0",
        "kamelet:archive-members-action?encoding=IBM0 | 'IBM0' is no encoding",
        "kamelet:json-records-action?maxBytes=0 | 'maxBytes' is '0'",
        "kamelet:json-records-action?maxBytse=1 | json-records-action has no parameter 'maxBytse';"
            + " it has: [flat, maxBytes]",
        "kamelet:http-enrich-action?url=http://a/{x}&select=n&into=n&allowedHosts=a&requestTimeout=0"
            + " | 'timeout' is '0', and should be",
        "kamelet:http-enrich-action?select=a | parameter 'url' is missing",
      })
  void aWrongBlockOrParameterIsRefusedByName(String uri, String message) {
    Exception e = assertThrows(Exception.class, () -> load(uri));
    assertTrue(said(e).contains(message), said(e));
  }

  @Test
  void aHostThatIsNotAllowedIsRefused() {
    Exception e =
        assertThrows(
            Exception.class,
            () ->
                load(
                    "kamelet:http-enrich-action?url=http://10.0.0.1/{x}&select=n&into=n"
                        + "&allowedHosts=127.0.0.1,10.0.0.1:8080"));
    Throwable root = e;
    while (!(root instanceof FaultException) && root.getCause() != null) {
      root = root.getCause();
    }
    assertEquals(Fault.HOST_NOT_ALLOWED, ((FaultException) root).fault());
    assertTrue(root.getMessage().startsWith("10.0.0.1:80 is not among the allowedHosts"));
  }

  private void load(String uri) throws Exception {
    RouteKit.load(
        context,
        """
        - route:
            id: tried
            from:
              uri: lake:objects
              steps:
                - to: "%s"
        """
            .formatted(uri));
  }

  private static String said(Throwable e) {
    return Stream.iterate(e, each -> each != null, Throwable::getCause)
        .map(Throwable::toString)
        .reduce("", (a, b) -> a + "\n" + b);
  }
}
