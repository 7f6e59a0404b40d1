package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trial says beside what would be written. */
class TryNotesTest {
  private static final String JSON = "kamelet:json-records-action";
  private static final String DOCUMENTS = "kamelet:documents-sink";

  @TempDir Path temporary;
  private TrialFolder folder;

  @BeforeEach
  void make() throws IOException {
    folder = new TrialFolder(temporary);
  }

  @Test
  void linesThatArePassedOverAreCounted() throws Exception {
    folder.route(
        "logs",
        "",
        "{uri: 'kamelet:text-records-action',"
            + " parameters: {pattern: '(?<level>[A-Z]+) (?<text>.*)', others: skip}}",
        DOCUMENTS);
    assertEquals(0, tried("logs", "../a.log", "INFO a\n\tat b\nWARN c\n\tat d\n"));
    assertEquals(
        List.of(
            "2 of 4 lines do not fit the pattern and were passed over; the first is line 2:"
                + " \tat b"),
        folder.last("notes"));
    assertEquals(2, folder.last("records"));
  }

  @Test
  void anObjectInUtf8ThatIsReadInAnotherEncodingIsSaid() throws Exception {
    folder.route(
        "latin",
        "",
        "{uri: 'kamelet:csv-records-action', parameters: {encoding: windows-1252}}",
        DOCUMENTS);
    assertEquals(0, tried("latin", "../a.csv", "name;n\nMüller;1\n"));
    assertEquals(
        List.of(
            "Letters beyond ASCII stand in the object as UTF-8, such as ü in line 2, but 'encoding'"
                + " of csv-records-action says windows-1252, which reads Ã¼ there. Leave 'encoding'"
                + " out for objects in UTF-8, or upload them in windows-1252."),
        folder.last("notes"));
  }

  @Test
  void aFieldThatNoRecordHasIsNamedWithWhatThereIs() throws Exception {
    folder.route(
        "shaped",
        "",
        JSON,
        "{uri: 'kamelet:rename-action',"
            + " parameters: {flatten: '.', drop: 'debgu,a.b', keep: 'at,lvl,text,opt',"
            + " rename: 'levl=level,opt=o'}}",
        "{uri: 'kamelet:types-action', parameters: {types: 'txt=text,o=integer'}}",
        DOCUMENTS);
    assertEquals(
        0,
        tried(
            "shaped",
            "../a.jsonl",
            "{\"at\": 1, \"lvl\": \"I\", \"text\": \"x\", \"debug\": 1, \"a\": {\"b\": 2}}\n"
                + "{\"at\": 2, \"lvl\": \"I\", \"text\": \"y\", \"opt\": null}\n"));
    assertEquals(
        List.of(
            "No record has 'debgu', which 'drop' of rename-action names; did you mean debug? There"
                + " are: a.b, at, debug, lvl, opt, text.",
            "No record has 'levl', which 'rename' of rename-action names; did you mean lvl? There"
                + " are: at, lvl, opt, text.",
            "No record has 'txt', which 'types' of types-action names; did you mean text? There are:"
                + " at, lvl, o, text."),
        folder.last("notes"));
  }

  @Test
  void tagsFieldsAndColumnsAreLookedForAsTheirBlocksDo() throws Exception {
    folder.route(
        "points",
        "",
        JSON,
        "kamelet:points-action?measurement=m&time=at&fields=in.v,vv&tags=room,rom",
        "kamelet:influx-points-sink");
    String records = "{\"at\": 1764230400, \"in\": {\"v\": 1}, \"room\": \"a\"}\n";
    assertEquals(0, tried("points", "../a.jsonl", records));
    assertEquals(
        List.of(
            "No record has 'vv', which 'fields' of points-action names. There are: at, in, in.v,"
                + " room.",
            "No record has 'rom', which 'tags' of points-action names; did you mean room? There are:"
                + " at, in, in.v, room."),
        folder.last("notes"));
    folder.route(
        "rows",
        "",
        JSON,
        "{uri: 'kamelet:table-rows-sink', parameters: {types: 'at=int8,rom=text'}}");
    assertEquals(0, tried("rows", "../a.jsonl", records));
    assertEquals(
        List.of(
            "No record has 'rom', which 'types' of table-rows-sink names; did you mean room? There"
                + " are: at, in, in.v, room."),
        folder.last("notes"));
  }

  @Test
  void whatAnAddressIsMadeOfIsLookedForInReadingsToo() throws Exception {
    folder.route(
        "asking",
        "",
        JSON,
        "kamelet:points-action?measurement=m&time=at&fields=v&tags=room",
        "{uri: 'kamelet:http-enrich-action', parameters: {url: 'http://127.0.0.1:1/{roam}/{room}',"
            + " select: name, into: name, allowedHosts: 127.0.0.1}}",
        "kamelet:influx-points-sink");
    tried("asking", "../a.jsonl", "{\"at\": 1764230400, \"v\": 1, \"room\": \"a\"}\n");
    assertEquals(
        List.of(
            "No record has 'roam', which 'url' of http-enrich-action names; did you mean room? There"
                + " are: measurement, room, v."),
        folder.last("notes"));
  }

  @Test
  void equalPointsAreSaidOnce() throws Exception {
    folder.route(
        "equal",
        "",
        JSON,
        "kamelet:points-action?measurement=m&time=at&fields=v",
        "kamelet:influx-points-sink");
    assertEquals(
        0,
        tried(
            "equal",
            "../a.jsonl",
            "{\"at\": 1764230400, \"v\": 1}\n{\"at\": 1764230400, \"v\": 2}\n"));
    assertEquals(
        List.of(
            "1 record has the same point (measurement, time and tags) as one before; the last one"
                + " stands, and fields that it has not are kept from those before."),
        folder.last("notes"));
    assertEquals(2, folder.last("records"));
    assertEquals(1, folder.last("replaced"));
  }

  @Test
  void partsOfListsAreFieldsToo() throws Exception {
    folder.route(
        "parts",
        "",
        JSON,
        "{uri: 'kamelet:types-action', parameters: {types: 'items[].n=integer,items[].m=integer,"
            + "none[].n=integer'}}",
        DOCUMENTS);
    assertEquals(
        0,
        tried(
            "parts", "../a.jsonl", "{\"items\": []}\n{\"items\": [{\"n\": \"1\"}], \"k\": []}\n"));
    assertEquals(
        List.of(
            "No record has 'none[].n', which 'types' of types-action names. There are: items, k."),
        folder.last("notes"));
  }

  @Test
  void whatTheSameBlockTookBeforeIsSaidToBeGone() throws Exception {
    folder.route(
        "shaped",
        "",
        JSON,
        "{uri: 'kamelet:rename-action', parameters: {drop: 'a', rename: 'a=aa'}}",
        "{uri: 'kamelet:rename-action', parameters: {keep: 'b', rename: 'c=cc'}}",
        DOCUMENTS);
    assertEquals(0, tried("shaped", "../a.jsonl", "{\"a\": 1, \"b\": 2, \"c\": 3}\n"));
    assertEquals(
        List.of(
            "'a', which 'rename' of rename-action names, is gone by then: 'drop' of the same block"
                + " took it.",
            "'c', which 'rename' of rename-action names, is gone by then: 'keep' of the same block"
                + " left it out."),
        folder.last("notes"));
  }

  private int tried(String route, String name, String text) throws IOException {
    return folder.run("try", "route=" + route, "file=" + folder.write(name, text));
  }
}
