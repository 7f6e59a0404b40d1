package org.sluice.enrich.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.routes.BlockKit.Came;

class XmlRecordsTest {
  @Test
  void eachElementOfTheNameIsARecord() throws Exception {
    List<Map<String, Object>> records =
        rows()
            .run(
                "<?xml version=\"1.0\"?>\n<!-- x --><t xmlns:n='urn:n'><head><row2/></head>\n"
                    + "<n:row id='4'><name>a &amp; <![CDATA[<b>]]></name><v unit='C'> 21.5 </v>"
                    + "<tag>x</tag><tag>y</tag><none/><in><m>1</m></in></n:row>"
                    + "<sub><row id='5'/></sub><row>alone</row><row/></t>")
            .well();
    assertEquals(4, records.size());
    assertEquals("4", records.get(0).get("id"));
    assertEquals("a & <b>", records.get(0).get("name"));
    assertEquals(Map.of("unit", "C", "value", "21.5"), records.get(0).get("v"));
    assertEquals(List.of("x", "y"), records.get(0).get("tag"));
    assertTrue(records.get(0).containsKey("none"));
    assertNull(records.get(0).get("none"));
    assertEquals(Map.of("m", "1"), records.get(0).get("in"));
    assertEquals(Map.of("id", "5"), records.get(1));
    assertEquals(Map.of("value", "alone"), records.get(2));
    assertEquals(Map.of(), records.get(3));
  }

  @Test
  void whatTheRouteSaysIsAListInEveryRecordAndItsPartsAreTyped() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of("xml-records-action", "element", "row", "lists", "v,items/item")
            .object("t.xml", "application/xml")
            .then("types-action", "types", "v[]=decimal,items.item[].n=number")
            .run(
                "<t><row><v>1.5</v><v>2.5</v><items><item n='1'/></items></row>"
                    + "<row><v>3.5</v><item n='7'/></row><row/></t>")
            .well();
    assertEquals(
        Map.of("v", List.of(1.5, 2.5), "items", Map.of("item", List.of(Map.of("n", 1L)))),
        records.get(0));
    assertEquals(Map.of("v", List.of(3.5), "item", Map.of("n", "7")), records.get(1));
    assertEquals(Map.of(), records.get(2));
  }

  @Test
  void whatTheRouteSaysIsNestedInEveryRecord() throws Exception {
    List<Map<String, Object>> records =
        BlockKit.of("xml-records-action", "element", "row", "nested", "p,in/q", "lists", "in/q")
            .object("t.xml", "application/xml")
            .then("types-action", "types", "p.value=decimal,in.q[].value=number")
            .run(
                "<t><row><p>1.5</p><in><q>1</q><q u='x'>2</q></in></row>"
                    + "<row><p u='x'>2.5</p></row><row><p/><q>7</q></row></t>")
            .well();
    assertEquals(
        Map.of(
            "p",
            Map.of("value", 1.5),
            "in",
            Map.of("q", List.of(Map.of("value", 1L), Map.of("u", "x", "value", 2L)))),
        records.get(0));
    assertEquals(Map.of("p", Map.of("u", "x", "value", 2.5)), records.get(1));
    assertNull(records.get(2).get("p"));
    assertEquals("7", records.get(2).get("q"));
  }

  @Test
  void anElementThatIsSaidToBeNilIsNull() throws Exception {
    List<Map<String, Object>> records =
        rows()
            .then("types-action", "types", "v=decimal")
            .run(
                "<t xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><row><v i:nil='true'/>"
                    + "<w unit='C' i:nil='1'/><nil nil='true'/></row><row><v i:nil='false'>1.5</v>"
                    + "</row><row i:nil='true'/></t>")
            .well();
    assertTrue(records.get(0).containsKey("v"));
    assertNull(records.get(0).get("v"));
    assertEquals(Map.of("unit", "C"), records.get(0).get("w"));
    assertEquals(Map.of("nil", "true"), records.get(0).get("nil"));
    assertEquals(Map.of("v", 1.5), records.get(1));
    assertEquals(Map.of(), records.get(2));
  }

  @Test
  void whatRecordsKeepInPartIsNoted() throws Exception {
    String text =
        "<t xmlns:a='urn:a' xmlns:b='urn:b'><row><p>so <b>it</b> is</p></row><row a:id='1' b:id='2'/>"
            + "<row><v n='1'><n>2</n></v><p>x<br/></p></row><row n='1'>alone</row>"
            + "<row value='1'>2</row></t>";
    Came came = rows().chunks(1).run(text);
    assertEquals(Map.of("b", "it", "value", "so  is"), came.well().get(0).get("p"));
    assertEquals(List.of("1", "2"), came.records().get(1).get("id"));
    assertEquals(
        List.of(
            "2 of 5 records have text among elements, such as 'p' in record 1: its pieces are one"
                + " text, 'value', and where in it they stood is not kept. 3 of 5 records have an"
                + " attribute that is called as something beside it, such as 'id' of 'row' in record"
                + " 2: they are one list, and which is which is not kept."),
        came.notes());
    assertEquals(
        List.of(), rows().run("<t><row a='1'>x<!-- y --></row><row> <b/> </row></t>").notes());
  }

  @Test
  void itsValuesAreTypedByTheBlockThatDoes() throws Exception {
    assertEquals(
        Map.of("id", 4L, "v", Map.of("unit", "C", "value", 21.5)),
        rows()
            .then("types-action", "types", "id=integer,v.value=decimal")
            .run("<t><row id='4'><v unit='C'>21.5</v></row></t>")
            .well()
            .get(0));
  }

  @Test
  void theEncodingIsWhatTheXmlSays() throws Exception {
    for (String charset : List.of("ISO-8859-1", "UTF-8", "UTF-16")) {
      String text = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?><row n='Jürgen'/>";
      assertEquals(
          "Jürgen",
          rows()
              .run(text.getBytes(java.nio.charset.Charset.forName(charset)))
              .well()
              .get(0)
              .get("n"));
    }
    byte[] latin = "<row n='Jürgen'/>".getBytes(StandardCharsets.ISO_8859_1);
    String said = rows().run(latin).fault(Fault.XML_MALFORMED);
    assertTrue(said.startsWith("Cut or malformed XML at line 1"), said);
    assertTrue(said.contains("are no UTF-8") && said.contains("encoding=\"ISO-8859-1\""), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<t><row>",
        "<t><row></t>",
        "<t><row/></t><x/>",
        "not xml",
        "{\"a\": 1}",
        "<t>&x;</t>",
        "<t><row a='1' a='2'/></t>",
        " ",
        "<row>&#0;</row>"
      })
  void whatIsCutOrMalformedIsSaidWithItsPlace(String text) throws Exception {
    String said = rows().run(text).fault(Fault.XML_MALFORMED);
    assertTrue(said.matches("(?s)Cut or malformed XML at line \\d+, column \\d+: .*"), said);
  }

  @Test
  void anEmptyObjectIsAFaultAndOneWithoutTheElementIsDeclined() throws Exception {
    assertEquals(
        "The object is empty: there is no XML in it.", rows().run("").fault(Fault.OBJECT_EMPTY));
    assertEquals("The XML has no element 'row'.", rows().run("<t><Row/></t>").declined());
  }

  @Test
  void noDocumentTypeIsReadAndNothingIsFetched() throws Exception {
    Path secret = Files.createTempFile("secret", ".txt");
    Files.writeString(secret, "secret");
    String laughs =
        "<!DOCTYPE t [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><t><row>&c;</row></t>";
    String file =
        "<!DOCTYPE t [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><t><row>&x;</row></t>";
    String outer = "<!DOCTYPE t SYSTEM \"http://127.0.0.1:1/x.dtd\"><t><row/></t>";
    for (String text : List.of(laughs, file, outer)) {
      String said = rows().run(text).fault(Fault.XML_MALFORMED);
      assertEquals("The XML has a document type (DOCTYPE), which is not read.", said);
    }
    Files.delete(secret);
  }

  @Test
  void whatIsTooDeepTooWideOrTooLargeIsRefused() throws Exception {
    String deep = "<row>" + "<a>".repeat(100) + "</a>".repeat(100) + "</row>";
    assertEquals(
        "Record 1 (line 1) is nested deeper than 90.",
        rows().run(deep).fault(Fault.RECORD_INVALID));
    String outside = "<t>".repeat(2000) + "<row/>" + "</t>".repeat(2000);
    String said = rows().run(outside).fault(Fault.XML_MALFORMED);
    assertTrue(said.contains("nested deeper than 1000"), said);
    String wide = "<row>" + "<a/>".repeat(300_000) + "</row>";
    said = rows().run(wide).fault(Fault.RECORD_INVALID);
    assertTrue(said.contains("has more than 200000 elements"), said);
    for (String large :
        List.of(
            "<t><row>" + "x".repeat(18 << 20) + "</row></t>",
            "<t><!--" + "x".repeat(18 << 20) + "--><row/></t>",
            "<t><row a='" + "x".repeat(18 << 20) + "'/></t>")) {
      said = rows().run(large).fault(Fault.OBJECT_TOO_LARGE);
      assertTrue(said.contains("larger than the 16777216 bytes"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1 << 20})
  void recordsAreTheSameInWhateverPartsTheyAreHandedOver(long bytes) throws Exception {
    String text =
        IntStream.range(0, 5000)
            .mapToObj(i -> "<row n='" + i + "'/>\n")
            .collect(Collectors.joining("", "<t>", "</t>"));
    Came came = rows().chunks(bytes).run(text);
    assertEquals(5000, came.well().size());
    for (int i = 0; i < 5000; i++) {
      assertEquals(Map.of("n", "" + i), came.records().get(i));
      assertEquals((long) i, came.positions().get(i));
    }
  }

  private static BlockKit rows() {
    return BlockKit.of("xml-records-action", "element", "row").object("t.xml", "application/xml");
  }
}
