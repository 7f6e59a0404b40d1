package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that were taken for times soon after 1970 are noted. */
class EarlyTimesTest {
  private static final String JSON = "kamelet:json-records-action";

  @TempDir Path temporary;
  private TrialFolder folder;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
  }

  @Test
  void thatOfAPointIsNotedWithWhatToWrite() throws Exception {
    folder.route(
        "points",
        "",
        JSON,
        "kamelet:points-action?measurement=m&time=day&fields=v",
        "kamelet:influx-points-sink");
    String records = "{\"day\": 20261101, \"v\": 1}\n{\"day\": 20261102, \"v\": 2}\n";
    assertEquals(
        List.of(
            "2 numbers were taken for times before 1980, counted from 1970: the first, 20261101 in"
                + " 'day', for 1970-08-23T12:05:01Z. If it says 2026-11-01, write"
                + " day=date(yyyyMMdd) in 'types' of a types-action before points-action."),
        notes("points", "../a.jsonl", records));
    // What it says is what is to be done.
    folder.route(
        "points",
        "",
        JSON,
        "{uri: 'kamelet:types-action', parameters: {types: 'day=date(yyyyMMdd)'}}",
        "kamelet:points-action?measurement=m&time=day&fields=v",
        "kamelet:influx-points-sink");
    assertEquals(List.of(), notes("points", "../a.jsonl", records));
    assertEquals("2026-11-01T00:00:00Z", folder.last("told", "points", "points", "0", "time"));
  }

  @Test
  void thatOfAReadingIsNotedToo() throws Exception {
    folder.route(
        "readings", "", JSON, "kamelet:sensor-readings-action", "kamelet:influx-points-sink");
    assertEquals(
        List.of(
            "1 number was taken for a time before 1980, counted from 1970: 202611010930 in 'time',"
                + " for 1976-06-03T00:50:10.930Z. If that is not meant, say what is in 'types' of"
                + " a types-action before sensor-readings-action, such as"
                + " time=time(yyyyMMddHHmm)."),
        notes(
            "readings",
            "../a.jsonl",
            "{\"topic\": \"a/b\", \"value\": 1, \"time\": 202611010930}\n"
                + "{\"topic\": \"a/b\", \"value\": 1, \"time\": \"1975-01-01T00:00:00Z\"}\n"
                + "{\"topic\": \"a/b\", \"value\": 1, \"time\": -86400}\n"
                + "{\"topic\": \"a/b\", \"value\": 1, \"time\": 1764230400}\n"));
  }

  @Test
  void whereABlockIsToldToCountItIsNotedToo() throws Exception {
    folder.route(
        "typed",
        "",
        JSON,
        "{uri: 'kamelet:types-action',"
            + " parameters: {types: 'l[].day=time(seconds),at=time(millis),on=time'}}",
        "kamelet:documents-sink");
    assertEquals(
        List.of(
            "2 numbers were taken for times before 1980, counted from 1970: the first, 20261101 in"
                + " 'l[].day', for 1970-08-23T12:05:01Z. If it says 2026-11-01, write"
                + " l[].day=date(yyyyMMdd) in 'types' of types-action."),
        notes(
            "typed",
            "../a.jsonl",
            "{\"l\": [{\"day\": \"20261101\"}, {\"day\": 20261102}], \"at\": 1764230400000,"
                + " \"on\": \"1975-01-01\"}\n"));
    folder.route(
        "table",
        "",
        "{uri: 'kamelet:csv-records-action',"
            + " parameters: {types: 'day=time(seconds),at=time(micros),*=text'}}",
        "kamelet:table-rows-sink");
    assertEquals(
        List.of(
            "1 number was taken for a time before 1980, counted from 1970: 20261101 in 'day', for"
                + " 1970-08-23T12:05:01Z. If it says 2026-11-01, write day=date(yyyyMMdd) in"
                + " 'types' of csv-records-action."),
        notes(
            "table",
            "../t.csv",
            "day,at,n\n20261101,1764230400000000,1\n1764230400,1764230400000000,2\n"));
    assertEquals("2025-11-27T08:00:00Z", folder.last("told", "rows", "rows", "1", "at"));
  }

  private Object notes(String route, String name, String text) throws IOException {
    Path file = folder.write(name, text);
    assertEquals(0, folder.run("try", "route=" + route, "file=" + file), () -> "" + folder.said());
    return folder.last("notes");
  }
}
