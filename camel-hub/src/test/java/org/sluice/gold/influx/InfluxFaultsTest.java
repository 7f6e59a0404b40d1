package org.sluice.gold.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;

/** What is done about an error goes by what InfluxDB says, and by no name that it repeats. */
class InfluxFaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CONFLICT =
      "partial write: field type conflict: input field \"%s\" on measurement \"%s\" is type string,"
          + " already exists as type float dropped=1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorized",
        "authorization failed",
        "credentials",
        "username required",
        "room-502",
        "timeout",
        "engine is closed",
        "hinted handoff queue not empty",
        "cache-max-memory-size exceeded",
        "no space left on device",
        "<title>503",
        "database not found",
        "default retention policy not set for",
        "\" user is not authorized to write to database \""
      })
  void aNameIsNoWordOfTheServers(String name) throws JsonProcessingException {
    for (String said :
        new String[] {
          CONFLICT.formatted(name, "m"),
          CONFLICT.formatted("f", name),
          "unable to parse '" + name + " v=': missing field value",
          "partial write: unable to parse 'm v=': missing field value\nunable to parse '"
              + name
              + "': missing fields dropped=0",
          "partial write: max-values-per-tag limit exceeded (100000/100000): measurement=\"m\" tag=\""
              + name
              + "\" value=\""
              + name
              + "\" dropped=1",
          "partial write: dropped 1 points outside retention policy of duration 1h0m0s - oldest"
              + " point "
              + name
              + " at 1970-01-01T00:00:00Z dropped because it violates a Retention Policy Lower Bound",
          "error parsing query: found " + name + ", expected FROM at line 1, char 8"
        }) {
      for (InfluxDBException e : both(said)) {
        assertEquals(Fault.GOLD_REJECTED, InfluxFaults.of("p", e).fault(), e.getMessage());
        assertFalse(InfluxFaults.databaseMissing(e), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization failed",
        "Authorization failed: unauthorized access",
        "authorization: the token of influx.token-file sees no organisation o",
        "unable to parse authentication credentials",
        "username required",
        "user is required to write to database \"p\"",
        "\"u\" user is not authorized to write to database \"p\"",
        "error authorizing query: u not authorized to execute statement 'SHOW DATABASES'",
        "error authorizing query: create admin user first or disable authentication",
        "create admin user first or disable authentication"
      })
  void aWrongUserIsDenied(String said) throws JsonProcessingException {
    assertEquals(Fault.ACCESS_DENIED, InfluxFaults.of("p", both(said)[0]).fault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout",
        "timeout: answered 503: busy",
        "engine is closed",
        "[shard 4] engine is closed",
        "engine: cache-max-memory-size exceeded: (1074767264/1073741824)",
        "partial write: hinted handoff queue not empty",
        "write failed: hinted handoff queue not empty",
        "[shard 4] write /var/lib/influxdb/wal/p/autogen/4/_00001.wal: no space left on device"
      })
  void whatPassesIsWaitedFor(String said) throws JsonProcessingException {
    for (InfluxDBException e : both(said)) {
      assertEquals(Fault.GOLD_UNREACHABLE, InfluxFaults.of("p", e).fault(), e.getMessage());
    }
  }

  @Test
  void aProxysPageIsToldByItsStatus() {
    String page = "<html>\r\n<head><title>%s</title></head>\r\n<body>nginx</body></html>\r\n";
    assertEquals(Fault.GOLD_UNREACHABLE, fault(page.formatted("502 Bad Gateway")));
    assertEquals(
        Fault.GOLD_UNREACHABLE, fault("<html><body><h1>503 Service Unavailable</h1></body>"));
    assertEquals(Fault.GOLD_UNREACHABLE, fault("504 Gateway Timeout"));
    assertEquals(Fault.ACCESS_DENIED, fault(page.formatted("401 Authorization Required")));
    assertEquals(
        Fault.ACCESS_DENIED,
        fault("{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}"));
    assertEquals(Fault.GOLD_REJECTED, fault(page.formatted("413 Request Entity Too Large")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "database not found: \"p\"",
        "database not found: p",
        "default retention policy not set for: p"
      })
  void aMissingDatabaseIsTold(String said) throws JsonProcessingException {
    for (InfluxDBException e : both(said)) {
      assertTrue(InfluxFaults.databaseMissing(new IllegalStateException(e)), e.getMessage());
    }
  }

  @Test
  void oneThatDoesNotAnswerIsWaitedForWhateverItsAddress() {
    assertEquals(
        Fault.GOLD_UNREACHABLE,
        InfluxFaults.of("p", new InfluxDBIOException(new IOException("authorization failed")))
            .fault());
  }

  private static Fault fault(String body) {
    return InfluxFaults.of("p", InfluxDBException.buildExceptionForErrorState(body)).fault();
  }

  /** As the client tells of an answer; of one in pieces it tells the body as it is. */
  private static InfluxDBException[] both(String said) throws JsonProcessingException {
    String body = JSON.writeValueAsString(Map.of("error", said));
    return new InfluxDBException[] {
      InfluxDBException.buildExceptionForErrorState(body), new InfluxDBException(body + "\n")
    };
  }
}
