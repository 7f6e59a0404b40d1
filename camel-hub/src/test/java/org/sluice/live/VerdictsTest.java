package org.sluice.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.check.Finding;

/** What the check calls an error a running lake refuses, with the same place and words. */
class VerdictsTest {
  private static final String FILE = "a/a.camel.yaml";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kamelet:documents-sink | 8:15 | documents-sink takes records, and no step before it",
        "{uri: , parameters: {a: b}} | 8:16 | The step 'to' has no address",
        "{uri: 'log:x', uri: 'log:y'} | 8:30 | The key 'uri' stands here twice",
      })
  void aStepIsRefused(String step, String place, String words) {
    assertRefused(LiveRig.steps("a", "- to: " + step), place, words);
  }

  @Test
  void aRouteThatBeginsNowhereIsRefused() {
    assertRefused(
        "- route:\n    id: a\n    steps:\n      - to: log:x\n", "1:3", "The route a has no 'from'");
  }

  private void assertRefused(String text, String place, String words) {
    try (LiveRig rig = new LiveRig(dir)) {
      String block = LiveRig.MARK.replace("mark-action", "documents-sink");
      rig.write("blocks/documents-sink.kamelet.yaml", block);
      rig.write(FILE, text);
      rig.look();
      assertNull(rig.run("a"));
      assertEquals(1, rig.refused().size(), rig.refused().toString());
      Refused refused = rig.refused().get(0);
      assertEquals(FILE + ":" + place, refused.where(), refused.message());
      assertTrue(refused.message().startsWith(words), refused.message());
      List<Finding> said = rig.live.errors();
      assertEquals(List.of(refused.message()), said.stream().map(Finding::message).toList());
    }
  }
}
