package org.sluice.enrich;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.enrich.json.JsonRecords;
import org.sluice.enrich.xml.XmlRecords;

/** What could not be read as one format and looks like another is said to, with its type. */
class LookalikeTest {
  private static String json(String text) {
    return failure(Reads.by(JsonRecords::new).typed("application/json"), text);
  }

  private static String xml(String text) {
    return failure(Reads.by(XmlRecords::new).with("element", "r").typed("application/xml"), text);
  }

  private static String csv(String text) {
    return failure(Reads.by(CsvRecords::new).typed("text/csv"), text);
  }

  private static String failure(Reads reads, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return reads.read(bytes, 1000, 1).failure();
  }

  private static void says(String looks, String type, String own, String failure) {
    String said =
        ". It looks like %s, whose content type is %s; this object's is %s."
            .formatted(looks, type, own);
    assertTrue(failure.endsWith(said), failure);
  }

  @Test
  void jsonThatIsAnotherFormatIsSaidToBe() {
    String own = "application/json";
    String lines = "JSON lines, one value a line";
    says(lines, "application/x-ndjson", own, json("{\"a\": 1}\r\n\r\n{\"a\": 2}\r\n"));
    says("XML", "application/xml", own, json("\ufeff<?xml version='1.0'?>\n<a/>"));
    says("XML", "application/xml", own, json("  <a>1</a>"));
    says("HTML", "text/html", own, json("<!DOCTYPE html>\n<html></html>"));
    says("CSV", "text/csv", own, json("day;n\n2026-11-28;1\n"));
    String type = "text/xml; charset=utf-8";
    String failure = failure(Reads.by(JsonRecords::new).typed(type), "<a/>");
    assertTrue(
        failure.endsWith(
            " It looks like XML, as its content type "
                + type
                + " says: the route reads another format."),
        failure);
  }

  @Test
  void xmlAndCsvThatAreAnotherFormatAreSaidToBe() {
    says("CSV", "text/csv", "application/xml", xml("a,b\n1,2\n"));
    says("JSON", "application/json", "application/xml", xml("[{\"r\": 1}]"));
    says("JSON", "application/json", "application/xml", xml("{\n  \"r\": 1\n}"));
    says("XML", "application/xml", "text/csv", csv("<r a=\"1\">\n<b>\"x\",\"y</b>\n"));
  }

  @Test
  void jsonLinesThatWereReadAsSuchAreNotSaidToBeAnotherFormat() {
    String cut = "{\"a\": 1}\n{\"a\": 2}\n{\"a\":";
    for (String type :
        List.of(
            "application/x-ndjson",
            "application/x-ndjson; charset=utf-8",
            "application/jsonl",
            "application/jsonlines")) {
      notSaid(Reads.by(JsonRecords::new).typed(type), cut);
    }
    notSaid(Reads.by(JsonRecords::new).typed("application/json").named("a.jsonl"), cut);
  }

  private static void notSaid(Reads reads, String text) {
    String failure = failure(reads, text);
    assertTrue(failure.contains("malformed"), failure);
    assertFalse(failure.contains("looks like"), failure);
  }

  @Test
  void whatIsOnlyMalformedIsNotSaidToBeAnotherFormat() {
    for (String text :
        new String[] {"{\"a\": 1}}", "[{\"a\": 1}", "{\"a\" 1}", "a b\nc d\n", "{a\nb"}) {
      assertFalse(json(text).contains("looks like"), text);
    }
    for (String text : new String[] {"<r>", "a b\nc d\n", "<r/><r/>"}) {
      assertFalse(xml(text).contains("looks like"), text);
    }
    assertFalse(csv("a,b\n\"1,2\n").contains("looks like"));
  }
}
