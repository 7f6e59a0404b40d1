package org.sluice.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.Reads.Came;
import org.sluice.enrich.csv.CsvRecords;
import org.sluice.enrich.text.TextRecords;
import org.sluice.enrich.xml.XmlRecords;

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

  @Test
  void whatTheContentTypeSaysHoldsWhereTheRouteSaysNothing() {
    byte[] latin = "name,n\nMüller,1\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] xml = "<l><r><name>Müller</name></r></l>".getBytes(StandardCharsets.ISO_8859_1);
    for (String said :
        List.of(
            "; charset=iso-8859-1", ";Charset=\"ISO-8859-1\"", "; header=present;charset=latin1")) {
      for (int parts : new int[] {1, 3}) {
        Came came = Reads.by(CsvRecords::new).typed("text/csv" + said).read(latin, 9, parts);
        assertEquals("Müller", came.records().get(0).get("name"), said);
        came = text("").typed("text/plain" + said).read(latin, 9, parts);
        assertEquals("Müller,1", came.records().get(1).get("t"), said);
      }
      Came came = xml().typed("text/xml" + said).read(xml, 9, 1);
      assertEquals("Müller", came.records().get(0).get("name"), said);
    }
    Came came = csv("windows-1252").typed("text/csv; charset=utf-16").read(latin, 9, 1);
    assertEquals("Müller", came.records().get(0).get("name"), "the route's stands before it");
    for (String said : List.of("", "; charset=us-ascii", "; charset=x-none", "; charset=")) {
      came = csv("").typed("text/csv" + said).read(utf8("a\nü\n"), 9, 1);
      assertEquals("ü", came.records().get(0).get("a"), said);
    }
  }

  @Test
  void utf8WhoseContentTypeSaysAnotherIsReadAsUtf8WhereItsBeginningShowsIt() {
    String latin = "; charset=iso-8859-1";
    String note =
        "Letters beyond ASCII stand in the object as UTF-8, such as ü in line 2, and are read so,"
            + " though its content type says ISO-8859-1. Upload it with charset=utf-8.";
    // Where the bytes that are looked at end, a letter is cut.
    for (String rest : List.of("", "ü".repeat(40_000) + "\n", "x" + "ü".repeat(40_000) + "\n")) {
      byte[] bytes = utf8("a\nMüller\n" + rest);
      for (int parts : new int[] {1, 3}) {
        Came came = csv("").typed("text/csv" + latin).read(bytes, 1000, parts);
        assertEquals("Müller", came.records().get(0).get("a"));
        assertEquals(List.of(note), came.notes());
        came = text("").typed("text/plain" + latin).read(bytes, 1000, parts);
        assertNull(came.failure());
        assertEquals("Müller", came.records().get(1).get("t"));
        assertEquals(List.of(note), came.notes());
      }
    }
    Came broken = csv("").typed("text/csv" + latin).read(bytes("a\nÃ¼ü\n"), 9, 1);
    assertEquals("Ã¼ü", broken.records().get(0).get("a"), "not all of it is UTF-8");
    Came cut = csv("").typed("text/csv" + latin).read(bytes("a\nÃ¼Ã"), 9, 1);
    assertEquals("Ã¼Ã", cut.records().get(0).get("a"), "its last letter is none of UTF-8");
  }

  @Test
  void utf8BehindALongBeginningInAsciiIsReadAsItsContentTypeSaysAndNoted() {
    byte[] bytes = utf8("a\n" + "x\n".repeat(40_000) + "ü\n");
    Came came = csv("").typed("text/csv; charset=iso-8859-1").read(bytes, 1000, 1);
    assertEquals("Ã¼", came.records().get(40_000).get("a"));
    assertEquals(
        List.of(
            "Letters beyond ASCII stand in the object as UTF-8, such as ü in line 40002, but its"
                + " content type says ISO-8859-1, which reads Ã¼ there. Upload it with"
                + " charset=utf-8."),
        came.notes());
  }

  @Test
  void xmlIsInWhatItsMarkSaysElseItsContentTypeElseItself() {
    String text = "<?xml version='1.0' encoding='%s'?><r>ü</r>";
    Reads latin = xml().typed("application/xml; charset=iso-8859-1");
    byte[] bytes = text.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("ü", latin.read(bytes, 9, 1).records().get(0).get("value"));
    Came marked = latin.read(utf8("\ufeff" + text.formatted("UTF-8")), 9, 1);
    assertEquals("ü", marked.records().get(0).get("value"));
    Came wrong = xml().typed("text/xml; charset=utf-8").read(bytes, 9, 1);
    assertTrue(
        wrong.failure().contains("no UTF-8, as the object's content type says"), wrong.failure());
  }

  @Test
  void xmlWhoseContentTypeSaysAsciiIsInWhatItSaysItself() {
    String text = "<?xml version='1.0' encoding='%s'?><r>ü</r>";
    Reads ascii = xml().typed("application/xml; charset=us-ascii");
    byte[] latin = text.formatted("ISO-8859-1").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("ü", ascii.read(latin, 9, 1).records().get(0).get("value"));
    assertEquals("ü", ascii.read(utf8("<r>ü</r>"), 9, 1).records().get(0).get("value"));
    Came wrong = ascii.read("<r>ü</r>".getBytes(StandardCharsets.ISO_8859_1), 9, 1);
    assertTrue(wrong.failure().contains("declares no other encoding"), wrong.failure());
  }

  @Test
  void xmlIsReadInAnyEncodingThatItsContentTypeSays() {
    String text = "<?xml version='1.0' encoding='UTF-8'?><r>ü</r>";
    for (String said :
        List.of(
            "x-MacRoman", "KOI8-U", "IBM037", "windows-1252", "UTF-16LE", "UTF-32", "GB18030")) {
      String letter = said.equals("KOI8-U") ? "ї" : "ü";
      byte[] bytes = text.replace("ü", letter).getBytes(Charset.forName(said));
      Came came = xml().typed("text/xml; charset=" + said).read(bytes, 9, 1);
      assertNull(came.failure(), said);
      assertEquals(letter, came.records().get(0).get("value"), said);
    }
  }

  private static Reads xml() {
    return Reads.by(XmlRecords::new).with("element", "r");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
