package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Columns that could be numbers by themselves, and are texts in a draft. */
class NewCodesTest extends NewRig {
  @Test
  void codesAreTextsAndThatIsSaid() throws Exception {
    String yaml =
        made("t.csv", "room,code,version,n\n5M,1E1,1.1,1\n12K,2E2,1.10,2\n3B,3E3,1.2,3\n");
    assertTrue(yaml.contains("types: \"room=text,code=text,version=text,n=number\"\n"), yaml);
    assertEquals(Map.of("room", "5M", "code", "1E1", "version", "1.1", "n", 1), rows().get(0));
    String said = prose(yaml);
    assertTrue(said.contains("'room' has 5M and others, each digits with a letter, and not"), yaml);
    assertTrue(said.contains("To have numbers: room=number in 'types' here."), yaml);
    assertTrue(said.contains("'code' has 1E1 and others, not one with a sign,"), yaml);
    assertTrue(said.contains("'version' has 1.1 and others, of which some would be one"), yaml);
    // What it says is what is to be done.
    corrected(
        yaml.replace("room=text,code=text,version=text", "room=number,code=number,version=number"),
        "t.csv");
    assertEquals(12000, folder.last("told", "rows", "rows", "1", "room"));
    assertEquals(200, folder.last("told", "rows", "rows", "1", "code"));
    assertEquals(1.1, folder.last("told", "rows", "rows", "1", "version"));
  }

  @Test
  void ofTwoSignsBeforeDecimalsThatOfMostColumnsIsHeld() throws Exception {
    String yaml = made("t.csv", "a;version;b\n-1,5;1.0;1 234,5\n-2,5;1.1;2 234,5\n");
    assertTrue(yaml.contains("types: \"a=decimal,version=text,b=decimal\"\n"), yaml);
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("thousands: \" \"\n"), yaml);
    assertEquals(Map.of("a", -1.5, "version", "1.0", "b", 1234.5), rows().get(0));
    assertTrue(
        prose(yaml)
            .contains(
                "'version' has numbers such as 1.0, with a point before decimals, where other"
                    + " columns have a comma: text, as a block is told of one sign only. To have"
                    + " numbers: leave it a text here, and behind this block add a types-action"
                    + " with types: version=number and decimal: \".\"."),
        yaml);
    parked(
        "Record 1 (line 2) has a 'a' that is no number: 1.234.",
        "later.csv",
        "a;version;b\n1.234;1.2;1,5\n");
  }

  @Test
  void ofAsManyColumnsEachThatIsHeldWhichIsUsual() throws Exception {
    String yaml = made("t.csv", "a;version\n-1,5;1.0\n-2,5;1.3\n");
    assertTrue(yaml.contains("types: \"a=decimal,version=text\"\n"), yaml);
    folder = new TrialFolder(temporary.resolve("points"));
    yaml = made("t.csv", "a,b\n1.5,\"1,25\"\n2.5,\"1,75\"\n");
    assertTrue(yaml.contains("types: \"a=decimal,b=text\"\n"), yaml);
    assertTrue(yaml.contains("decimal: \".\"\n") || yaml.contains("decimal: .\n"), yaml);
    assertTrue(prose(yaml).contains("'b' has numbers such as 1,25, with a comma before"), yaml);
  }

  @Test
  void versionsBesideCommasAreReadByABlockBehind() throws Exception {
    String yaml = made("t.csv", "a;version\n-1,5;1.1\n-2,5;1.10\n");
    assertTrue(yaml.contains("types: \"a=decimal,version=text\"\n"), yaml);
    assertTrue(prose(yaml).contains("with types: version=number and decimal: \".\"."), yaml);
  }

  @Test
  void ofXmlAColumnWithAnotherSignIsSaidToStayText() throws Exception {
    String record = "<b><n>%s</n><size>1,5</size><len>2.5</len><wide>3.5</wide><room>%s</room></b>";
    String yaml =
        made("a.xml", "<a>" + record.formatted(1, "5M") + record.formatted(2, "12K") + "</a>");
    assertTrue(yaml.contains("types: \"n=number,len=decimal,wide=decimal\"\n"), yaml);
    String said = prose(yaml);
    assertTrue(said.contains("'size' has numbers such as 1,5, with a comma before"), yaml);
    assertTrue(said.contains("with types: size=number and decimal: \",\"."), yaml);
    assertTrue(said.contains("'room' has 5M and others, each digits"), yaml);
    assertFalse(said.contains("'len' has numbers"), yaml);
  }

  @Test
  void aTimeWithAClockIsThePointsBeforeOneOfDaysAlone() throws Exception {
    String yaml =
        made(
            "a.jsonl",
            """
            {"date": "01.11.2026", "seen": "2026-11-01T08:00:00+01:00", "v": 1.5}
            {"date": "01.11.2026", "seen": "2026-11-01T09:00:00+01:00", "v": 2.5}
            """);
    assertTrue(yaml.contains("time: seen\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains("'date' is a time too, of days alone, and could be named here instead."),
        yaml);
    assertEquals("2026-11-01T07:00:00Z", point().get("time"));
    folder = new TrialFolder(temporary.resolve("xml"));
    String record = "<b><day>2026-11-01</day><seen>2026-11-01T0%d:00:00Z</seen><v>1.5</v></b>";
    yaml = made("a.xml", "<a>" + record.formatted(8) + record.formatted(9) + "</a>");
    assertTrue(yaml.contains("time: seen\n"), yaml);
    assertTrue(prose(yaml).contains("'day' is a time too, of days alone"), yaml);
    assertEquals(List.of("2026-11-01T08:00:00Z"), List.of(point().get("time")));
  }
}
