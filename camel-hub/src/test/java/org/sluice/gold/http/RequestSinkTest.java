package org.sluice.gold.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.TestRuns;

/** The sink as a route names it, with a service that answers as it is told. */
class RequestSinkTest extends RequestRig {
  @Test
  void recordsAreSentSomeTogetherWithAKeyOfTheirPlaces() throws Exception {
    route("url: 'http://HOST/in?secret=1', batchRecords: 2");
    assertNull(run(FIVE));
    assertEquals(List.of("[{\"n\":1},{\"n\":2}]", "[{\"n\":3},{\"n\":4}]", "[{\"n\":5}]"), bodies);
    assertEquals("POST /in?secret=1", asked.get(0));
    assertEquals("application/json", headers.get(0).get("Content-type").get(0));
    assertTrue(key(0).matches("[A-Z2-7]{32}:000000-000001:1795464363\\.77499"), key(0));
    assertTrue(key(2).contains(":000004-000004:"), key(2));
    assertEquals(5, last.writes().get(0).records());
    assertEquals(host(), last.writes().get(0).store());
    assertEquals("/in", last.writes().get(0).place());
    assertFalse(last.writes().toString().contains("secret"));
  }

  @Test
  void aRepeatHasTheSameKeysAndManyPassesAreCutByTheRecordsPlaces() throws Exception {
    route("url: 'http://HOST/in', batchRecords: 2, send: lines");
    assertNull(run(FIVE));
    assertNull(run(FIVE));
    assertEquals("{\"n\":1}\n{\"n\":2}\n", bodies.get(0));
    assertEquals("application/x-ndjson", headers.get(0).get("Content-type").get(0));
    assertEquals(List.of(key(0), key(1), key(2)), List.of(key(3), key(4), key(5)));
    assertNull(run(FIVE, 24));
    assertTrue(asked.size() > 9, "a pass that ends within a request's records cuts them");
    assertEquals(
        FIVE.lines().sorted().toList(),
        bodies.subList(6, bodies.size()).stream().flatMap(String::lines).sorted().toList());
  }

  @Test
  void eachRequestSaysWhatItsRecordsWereMadeOf() throws Exception {
    route("url: 'http://HOST/in', batchRecords: 2");
    String name = "2024/a b\nJänner*:%.json";
    assertNull(run(FIVE, TestRuns.ofLines("p", name, TestRuns.OLDER, 1 << 20)));
    for (int i = 0; i < 3; i++) {
      assertEquals("AUTH_lake/p/2024/a%20b%0AJ%C3%A4nner*%3A%25.json", header(i, "Sluice-object"));
      assertEquals(TestRuns.OLDER, header(i, "Sluice-version"));
      assertEquals("tried", header(i, "Sluice-route"));
    }
  }

  @Test
  void aRecordMayHaveAnAddressOfItsOwn() throws Exception {
    route("url: 'http://HOST/orders/{id}', send: record, method: PUT");
    assertNull(run("{\"id\": \"a/b\"}\n{\"id\": 2}\n"));
    assertEquals(List.of("PUT /orders/a%2Fb", "PUT /orders/2"), asked);
    assertEquals("{\"id\":2}", bodies.get(1));
    assertTrue(key(1).contains(":000001:"), key(1));
    FaultException e = fault(Fault.RECORD_INVALID, run("{\"id\":1}\n{\"n\":2}\n"));
    assertEquals("Record 2: It lacks what 'url' is made of.", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "301, SETTING_INVALID",
    "307, SETTING_INVALID",
    "400, GOLD_REJECTED",
    "401, ACCESS_DENIED",
    "403, GOLD_REJECTED",
    "404, GOLD_REJECTED",
    "408, SERVICE_UNREACHABLE",
    "422, GOLD_REJECTED",
    "425, SERVICE_UNREACHABLE",
    "429, SERVICE_UNREACHABLE",
    "500, SERVICE_UNREACHABLE",
    "503, SERVICE_UNREACHABLE"
  })
  void eachAnswerIsAFaultOfItsKind(int status, Fault kind) throws Exception {
    route("url: 'http://HOST/in?secret=1'");
    answers.add(status);
    said = "no\r\nprice".getBytes(StandardCharsets.UTF_8);
    FaultException e = fault(kind, run("{\"n\":1}"));
    assertEquals(1, asked.size(), "no redirect is followed, and nothing is sent twice");
    assertTrue(e.getMessage().contains("/in was answered " + status), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
    if (kind == Fault.GOLD_REJECTED) {
      assertTrue(e.getMessage().endsWith(": no price"), e.getMessage());
    }
  }

  @Test
  void aServiceIsLeftAloneAsLongAsItAsksFor() throws Exception {
    route("url: 'http://HOST/in'");
    answers.add(503);
    retryAfter = "7";
    assertEquals(Duration.ofSeconds(7), fault(Fault.SERVICE_UNREACHABLE, run("{\"n\":1}")).after());
    answers.add(429);
    retryAfter = "86400";
    assertEquals(
        Duration.ofMinutes(10), fault(Fault.SERVICE_UNREACHABLE, run("{\"n\":1}")).after());
    assertEquals(Duration.ZERO, HttpFaults.rest("Wed, 21 Oct 2015 07:28:00 GMT"));
    assertNull(HttpFaults.rest("soon"));
  }

  @Test
  void whatIsRefusedIsSkippedWhereTheRouteSaysSo() throws Exception {
    route(
        "url: 'http://HOST/in', send: record",
        "?onReject=skip",
        new HttpAccess(List.of(host()), Map.of()));
    answers.addAll(List.of(200, 422, 200, 200, 200));
    assertNull(run(FIVE));
    assertEquals(5, asked.size());
    assertEquals(4, last.writes().get(0).records());
    assertTrue(last.rejects().get(0).startsWith("Record 2: POST http://"), "" + last.rejects());
  }

  @Test
  @Timeout(120)
  void aServiceThatFallsSilentInItsAnswerIsNotWaitedForLonger() throws Exception {
    route("url: 'http://HOST/in', requestTimeout: 300");
    hangs = true;
    FaultException e = fault(Fault.SERVICE_UNREACHABLE, run("{\"n\":1}"));
    assertTrue(e.getMessage().contains("was not answered within 300 ms"), e.getMessage());
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsRead() throws Exception {
    route("url: 'http://HOST/in'");
    answers.add(400);
    said = new byte[32 << 20];
    java.util.Arrays.fill(said, (byte) 'x');
    FaultException e = fault(Fault.GOLD_REJECTED, run("{\"n\":1}"));
    assertTrue(e.getMessage().length() < 700, e.getMessage().length() + " letters");
  }

  @Test
  void credentialsAreNamedAndNeverStandInTheRoute() throws Exception {
    route("url: 'http://HOST/in', authorization: shop");
    assertNull(run("{\"n\":1}"));
    assertEquals("Bearer abc", headers.get(0).get("Authorization").get(0));
    assertFalse(new HttpAccess(List.of(), Map.of("a", "Bearer abc")).toString().contains("abc"));
    route("url: 'http://HOST/in'");
    run("{\"n\":1}");
    assertFalse(headers.get(1).containsKey("Authorization"));
  }

  @Test
  void whatTheSettingsDoNotAllowIsRefusedWhenTheRouteIsLoaded() {
    String none = refused("url: 'http://HOST/in'", new HttpAccess(List.of(), Map.of()));
    assertTrue(
        none.contains(host() + " is not among the hosts that routes may send to: the setting"),
        none);
    HttpAccess allowed = new HttpAccess(List.of("127.0.0.1"), Map.of("shop", "Bearer abc"));
    String unknown = refused("url: 'http://HOST/in', authorization: shp", allowed);
    assertTrue(unknown.contains("There are no credentials 'shp'"), unknown);
    assertFalse(unknown.contains("abc"), unknown);
    for (String wrong :
        List.of(
            "url: 'http://HOST/{id}' | 'url' has a place-holder: that is for send=record",
            "url: '' | should be http://HOST",
            "url: '/in' | should be http://HOST",
            "url: 'http://{id}/', send: record | place-holders behind the host only",
            "url: 'http://HOST/', method: GET | 'method' is 'GET', and should be one of",
            "url: 'http://HOST/', send: all | 'send' is 'all', and should be one of",
            "url: 'http://HOST/', batchRecords: 0 | 'batchRecords' is '0', and should be 1 to")) {
      String[] parts = wrong.split(" \\| ");
      String told = refused(parts[0], allowed);
      assertTrue(told.contains(parts[1]), told);
    }
  }

  private String refused(String parameters, HttpAccess access) {
    Throwable e = assertThrows(Exception.class, () -> route(parameters, "", access));
    StringBuilder told = new StringBuilder();
    for (; e != null; e = e.getCause()) {
      told.append(e.getMessage()).append('\n');
    }
    return told.toString();
  }
}
