package org.sluice.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.Reads.Came;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.enrich.text.TextRecords;

/** Objects that are UTF-8 where the route says another encoding. */
class EncodingTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static String note(String letter, long line, String block, String said, String read) {
    return ("Letters beyond ASCII stand in the object as UTF-8, such as %s in line %d, but 'encoding'"
            + " of %s says %s, which reads %s there. Leave 'encoding' out for objects in UTF-8, or"
            + " upload them in %s.")
        .formatted(letter, line, block, said, read, said);
  }

  private static Reads csv(String encoding) {
    return Reads.by(CsvRecords::new).with("encoding", encoding);
  }

  private static Reads text(String encoding) {
    return Reads.by(TextRecords::new).with("pattern", "(?<t>.*)").with("encoding", encoding);
  }

  @Test
  void utf8ThatIsReadInAnotherEncodingIsNotedHoweverItIsRead() {
    String csv = "name,n\r\n" + "Maier,1\r\n".repeat(3000) + "Müller,2\r\nŻ,3\r\n";
    for (int parts : new int[] {1, 3}) {
      Came came = csv("windows-1252").read(utf8(csv), 1000, parts);
      assertEquals("MÃ¼ller", came.records().get(3000).get("name"));
      String note = note("ü", 3002, "csv-records-action", "windows-1252", "Ã¼");
      assertEquals(List.of(note), came.notes());
      came = text("latin1").read(utf8("a\n\nÀ\n"), 2, parts);
      assertNull(came.failure());
      note = note("À", 3, "text-records-action", "ISO-8859-1", "ÃU+0080");
      assertEquals(List.of(note), came.notes());
    }
  }

  @Test
  void whatIsInItsEncodingOrSaysItselfThatItIsNotIsNotNoted() {
    for (String letters : List.of("Müller", "€uro", "É", "ÉÜ", "Ã¼ ü", "ü Ã¼", "ASCII", "Ã")) {
      byte[] bytes = ("name,n\n" + letters + ",1\n").getBytes(WINDOWS);
      assertEquals(List.of(), csv("windows-1252").read(bytes, 1000, 1).notes(), letters);
    }
    assertEquals(List.of(), csv("windows-1252").read(utf8("\ufeffa\nü\n"), 1000, 1).notes());
    byte[] wide = "\ufeffa\nü\n".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(List.of(), csv("windows-1252").read(wide, 1000, 1).notes());
    assertEquals(List.of(), csv("UTF-8").read(utf8("a\nü\n"), 1000, 1).notes());
  }

  @Test
  void lettersOfAllLengthsAreKnownAndWhatOnlyLooksLikeThemIsNot() {
    for (String letter : List.of("ü", "€", "語", "😀", "\u00a0")) {
      List<String> notes = csv("ISO-8859-1").read(utf8("a,b\n1," + letter + "\n"), 9, 1).notes();
      assertEquals(1, notes.size(), letter);
    }
    int[][] others = {
      {0xc0, 0x80}, {0xc1, 0xbf}, {0xe0, 0x80, 0x80}, {0xed, 0xa0, 0x80}, {0xf0, 0x80, 0x80, 0x80},
      {0xf4, 0xa0, 0x80, 0x80}, {0xf8, 0x80}, {0x80}, {0xff}, {0xe2, 0x82, 'x'}
    };
    for (int[] other : others) {
      StringBuilder letters = new StringBuilder("a,b\nÃ¼,");
      for (int each : other) {
        letters.append((char) each);
      }
      byte[] bytes = letters.append("\n").toString().getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(List.of(), csv("ISO-8859-1").read(bytes, 9, 1).notes(), "" + other[0]);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
