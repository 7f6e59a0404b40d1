package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes that are made from XML. */
class NewFromXmlTest extends NewRig {
  @Test
  void theRepeatedElementOfXmlIsItsRecord() throws Exception {
    String yaml =
        made(
            "weather.xml",
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <w:report xmlns:w="urn:w" made="2026-11-27">
              <source><name>roof</name><name>yard</name></source>
              <w:reading id="07" at="2026-11-27T06:00:00Z"><temp_c>3,5</temp_c><rain>false</rain><where>roof</where></w:reading>
              <w:reading id="08" at="2026-11-27T06:10:00Z"><temp_c>-</temp_c><rain>true</rain><where>yard</where></w:reading>
              <w:reading id="09" at="2026-11-27T06:20:00Z"><temp_c>4,25</temp_c><rain>true</rain><where>yard</where></w:reading>
            </w:report>
            """);
    assertTrue(
        yaml.contains("contentType: \"application/xml,text/xml\"\n")
            || yaml.contains("contentType: application/xml,text/xml\n"),
        yaml);
    assertTrue(yaml.contains("# The sample is XML with 3 'reading'."), yaml);
    assertTrue(yaml.contains("element: reading\n"), yaml);
    assertTrue(yaml.contains("types: \"at=time,temp_c=decimal,rain=boolean\"\n"), yaml);
    assertTrue(yaml.contains("decimal: \",\"\n"), yaml);
    assertTrue(yaml.contains("nulls: \"-\"\n"), yaml);
    assertTrue(yaml.contains("# 'temp_c': number, °C by its name (3.5, 4.25)\n"), yaml);
    assertTrue(yaml.contains("fields: temp_c,rain\n"), yaml);
    assertTrue(yaml.contains("tags: id,where\n") || yaml.contains("tags: where\n"), yaml);
    assertEquals("2026-11-27T06:00:00Z", point().get("time"));
    assertEquals(3.5, ((Map<?, ?>) point().get("fields")).get("temp_c"));
  }

  @Test
  void ofXmlWithoutTimesDocumentsAreMadeAndOfALargeOneTheFirstRecordsAreTheExample()
      throws Exception {
    StringBuilder xml = new StringBuilder("<all xmlns='urn:x'><head>h</head>\r\n<orders>");
    for (int i = 0; i < 20_000; i++) {
      xml.append(
          "<order n='%d'><to>é &amp; %d</to><item of='a'/><item of='b'/></order>\n"
              .formatted(i, i));
    }
    String yaml = made("orders.xml", xml + "</orders></all>");
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
    assertTrue(yaml.contains("# The sample is XML with at least "), yaml);
    assertTrue(yaml.contains("element: order\n"), yaml);
    assertTrue(
        yaml.contains("These come several times in a record: lists always, also where they come"),
        yaml);
    assertTrue(yaml.contains("lists: item\n"), yaml);
    assertTrue(yaml.contains("types: n=number\n") || yaml.contains("types: \"n=number\"\n"), yaml);
    String input = folder.read("made/examples/sample/input.xml");
    assertEquals(10, input.split("<order ", -1).length - 1, input);
    assertTrue(input.contains("<to>é &amp; 9</to>"), input);
  }

  @Test
  void whatComesTwiceInSomeRecordsIsAListInAll() throws Exception {
    String yaml =
        made(
            "meters.xml",
            """
            <meters>
              <meter id="a"><at>2026-11-27T06:00:00Z</at><volume>12.5</volume><battery>81</battery></meter>
              <meter id="b"><at>2026-11-27T06:00:00Z</at><volume>1.5</volume><volume>2.5</volume></meter>
              <meter id="c"><at>2026-11-27T06:00:00Z</at><volume>7</volume></meter>
            </meters>
            """);
    assertTrue(yaml.contains("lists: volume\n"), yaml);
    assertTrue(yaml.contains("types: \"at=time,volume[]=decimal,battery=number\"\n"), yaml);
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
    assertTrue(
        yaml.contains("# A point would lose 'volume', a list: documents, not readings.\n"), yaml);
    assertTrue(yaml.contains("# With --to points it is a time series instead"), yaml);
    assertEquals(List.of(List.of(12.5), List.of(1.5, 2.5), List.of(7.0)), fields("volume"));
  }

  @Test
  void ofXmlWithOneRecordItIsTheInnermostThatHoldsAll() throws Exception {
    String yaml = made("one.xml", "<root><reading><at>2026-01-01</at><v>1</v></reading></root>");
    assertTrue(yaml.contains("element: reading\n"), yaml);
    assertEquals("2026-01-01T00:00:00Z", point().get("time"));
  }

  @Test
  void whatHasAnAttributeInOneRecordIsNestedInAll() throws Exception {
    String yaml =
        made(
            "prices.xml",
            """
            <list shop="Nord" made="2026-11-27"><source>till</source>
              <item><name>a</name><price>12.50</price><none/></item>
              <item><name>b</name><price currency="EUR">7.25</price><none/></item>
            </list>
            """);
    assertTrue(yaml.contains("nested: price\n"), yaml);
    assertTrue(yaml.contains("types: \"price.value=decimal\"\n"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "Outside of the records, and left out: 'shop' of 'list' (Nord), 'made' of 'list'"
                    + " (2026-11-27), 'source' (till)."),
        yaml);
    assertTrue(yaml.contains("# 'none': empty in every record that has it\n"), yaml);
    assertEquals(
        List.of(Map.of("value", 12.5), Map.of("currency", "EUR", "value", 7.25)), fields("price"));
  }

  /** A field of each of the example's documents. */
  private List<?> fields(String name) throws Exception {
    return records("documents").stream()
        .map(each -> (Object) ((Map<?, ?>) each).get(name))
        .toList();
  }

  @Test
  void aShapeThatTheSampleDidNotHaveIsTypedOrAFault() throws Exception {
    String record = "<item><name>a</name>%s</item>";
    String nested = record.formatted("<price currency='EUR'>12.50</price>");
    String plain = record.formatted("<price>12.50</price>");
    String twice = record.formatted("<price>1</price><price>2</price>");
    made("nested.xml", "<list>" + nested + nested + "</list>");
    tried("later.xml", first(plain));
    assertEquals(12.5, folder.last("told", "documents", "documents", "1", "price", "value"));
    parked(
        "Record 2 has a 'price' that is a list, where 'price.value' is to be: [{value=1},"
            + " {value=2}].",
        "later.xml",
        first(twice));
    folder = new TrialFolder(temporary.resolve("plain"));
    made("plain.xml", "<list>" + plain + plain + "</list>");
    parked(
        "Record 2 has a 'price' that is no number: {currency=EUR, value=12.50}.",
        "later.xml",
        first(nested));
    parked("Record 2 has a 'price' that is no number: [1, 2].", "later.xml", first(twice));
  }

  /** A list with a record before one. */
  private static String first(String record) {
    return "<list><item><name>z</name></item>" + record + "</list>";
  }

  @Test
  void whatIsNilMakesNoElementNestedAndWhatIsKeptInPartIsSaid() throws Exception {
    String yaml =
        made(
            "a.xml",
            """
            <list xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:a="urn:a" xmlns:b="urn:b">
              <item a:id="x" b:id="y"><price>1.5</price><text>so <b>it</b> is</text></item>
              <item a:id="z" b:id="y"><price xsi:nil="true"/><text>no <b>it</b> is not</text></item>
            </list>
            """);
    assertTrue(yaml.contains("price=decimal"), yaml);
    assertFalse(yaml.contains("nested: price"), yaml);
    assertTrue(
        prose(yaml)
            .contains(
                "2 of 2 records have text among elements, such as 'text' in record 1: its pieces"
                    + " are one text, 'value', and where in it they stood is not kept. 2 of 2"
                    + " records have an attribute that is called as something beside it"),
        yaml);
  }
}
