package org.sluice.enrich.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.routes.BlockKit.Came;

/** Fields' values read as what they are. */
class TypeFieldsTest {
  @Test
  void valuesAreReadAsWhatTheyAre() throws Exception {
    Map<String, Object> record =
        BlockKit.behindJson(
                "types-action",
                "types",
                "p=decimal,k=decimal(kW=1000),d=date(dd.MM.yyyy),t=time(dd/MM/yyyy HH:mm @"
                    + " Europe/Paris),s=time(seconds),in.n=integer,b=boolean,x=text,e=decimal,m=integer",
                "nulls",
                "mq")
            .run(
                "{\"p\": \"4,090.8\", \"k\": \"1.5kW\", \"d\": \"16.03.2019\", \"t\": \"01/06/2019 12:00\","
                    + " \"s\": 1560297618, \"in\": {\"n\": \"7\", \"o\": 1}, \"b\": \"yes\", \"x\": 5,"
                    + " \"e\": \"\", \"m\": \"mq\"}\n")
            .well()
            .get(0);
    assertEquals(4090.8, record.get("p"));
    assertEquals(1500.0, record.get("k"));
    assertEquals(LocalDate.of(2019, 3, 16), record.get("d"));
    assertEquals(Instant.parse("2019-06-01T10:00:00Z"), record.get("t"));
    assertEquals(Instant.parse("2019-06-12T00:00:18Z"), record.get("s"));
    assertEquals(Map.of("n", 7L, "o", 1), record.get("in"));
    assertEquals(true, record.get("b"));
    assertEquals("5", record.get("x"));
    assertNull(record.get("e"));
    assertNull(record.get("m"));
  }

  @Test
  void aValueThatIsNoneOfItsTypeIsSaidWithItsRecord() throws Exception {
    String lines = "{\"n\": 1}\n{\"n\": \"x\"}\n{\"n\": 2.5}\n{\"n\": [1]}\n{\"n\": 3}\n";
    assertEquals(
        "Record 2 has a 'n' that is no number: x.",
        BlockKit.behindJson("types-action", "types", "n=integer")
            .run(lines)
            .fault(Fault.RECORD_INVALID));
    Came came = BlockKit.behindJson("types-action", "types", "n=integer").skipping().run(lines);
    assertEquals(List.of(Map.of("n", 1L), Map.of("n", 3L)), came.well());
    assertEquals(
        List.of(
            "Record 2 has a 'n' that is no number: x.",
            "Record 3 has a 'n' that is no whole number: 2.5.",
            "Record 4 has a 'n' that is no number: [1]."),
        came.rejects());
  }

  @Test
  void aTextOrListWhereAFieldIsToBeNestedIsSaidWithItsRecord() throws Exception {
    BlockKit kit = BlockKit.behindJson("types-action", "types", "a.b.n=number,l[].n=number");
    Came came =
        kit.skipping()
            .run(
                "{\"a\": {\"b\": {\"n\": \"1\"}}, \"l\": [{\"n\": \"2\"}, null]}\n"
                    + "{\"a\": {\"b\": \"1\"}}\n{\"a\": [{\"b\": {\"n\": \"1\"}}]}\n"
                    + "{\"l\": [{\"n\": \"2\"}, \"3\"]}\n{\"a\": null, \"l\": null}\n"
                    + "{\"a\": {\"b\": \" \"}, \"l\": []}\n{\"a\": 5}\n{}\n");
    assertEquals(
        List.of(
            "Record 2 has a 'a.b' that is a text, where 'a.b.n' is to be: 1.",
            "Record 3 has a 'a' that is a list, where 'a.b.n' is to be: [{b={n=1}}].",
            "Record 4 has a 'l[]' that is a text, where 'l[].n' is to be: 3."),
        came.rejects());
    assertEquals(5, came.well().size());
    assertEquals(Map.of("b", Map.of("n", 1L)), came.well().get(0).get("a"));
  }
}
