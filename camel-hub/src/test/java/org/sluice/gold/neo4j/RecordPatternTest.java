package org.sluice.gold.neo4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gold.neo4j.RecordPattern.Relation;

class RecordPatternTest {
  @Test
  void relationsAreReadInTheirOrder() {
    assertEquals(
        List.of(new Relation("OF", "Sensor", "sensor id"), new Relation("AT", "Place", "a,b=c")),
        RecordPattern.of("Reading", " OF = Sensor( sensor id ) ,AT=Place(a,b=c)").relations());
    assertEquals(List.of(), RecordPattern.of("Reading", "").relations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      value = {
        "''; ''; node",
        "a b; ''; node",
        "A`) DETACH DELETE n //; ''; node",
        "1a; ''; node",
        "IMAGE; ''; kept",
        "SluiceRecord; ''; kept",
        "A; R=OBJECT(k); kept",
        "A; R=B; R=B",
        "A; R=B(k),; ok",
        "A; R=B(k) S=C(l); S=C",
        "A; R`]->()//=B(k); R`",
        "A; =B(k); =B",
        "A; R=B(); R=B()",
        "A; R=B(k),nonsense; nonsense"
      })
  void whatIsNoPatternIsRefusedWithWhatIsWrong(String node, String relations, String said) {
    String bare = relations.equals("''") ? "" : relations;
    String label = node.equals("''") ? "" : node;
    if (said.equals("ok")) {
      assertEquals(1, RecordPattern.of(label, bare).relations().size());
      return;
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RecordPattern.of(label, bare));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }
}
