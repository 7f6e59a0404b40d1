package org.sluice.enrich.part;

import static org.sluice.enrich.part.Parts.array;
import static org.sluice.enrich.part.Parts.bytes;
import static org.sluice.enrich.part.Parts.csv;
import static org.sluice.enrich.part.Parts.json;
import static org.sluice.enrich.part.Parts.same;
import static org.sluice.enrich.part.Parts.text;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sluice.enrich.Reads;

/** What random texts come to, well and broken, is the same in parts as in one. */
class RandomPartsTest {
  /** More are read by {@code -Dsluice.random-texts=…}. */
  private static final int RANDOM_TEXTS = Integer.getInteger("sluice.random-texts", 400);

  @Test
  void randomJsonLinesAreTheSame() {
    String[] bits = {
      "{\"a\": 1}",
      "{\"b\": \"x\"}",
      "{",
      "}",
      "[",
      "]",
      "\"",
      "\\\"",
      "1",
      " ",
      ",",
      ":",
      "é",
      "\n",
      "\n",
      "\n",
      "\r\n",
      "\r",
      "{\"c\": [1,\n2]}",
      "{\"a\": 1, \"a\": 2}",
      "\"{\n\"",
      "null",
      "\u0001"
    };
    random(bits, "{\"n\": 0}\n", json());
    random(bits, "", json());
  }

  @Test
  void randomArraysAreTheSame() {
    String[] bits = {
      "{\"a\": 1},",
      "{\"b\": \"x\"},",
      "{\"c\": [1,\n2]}\n,",
      "{\"d\": \",\"},",
      "{\"a\": 1},",
      "{},\r\n",
      "{",
      "}",
      "[",
      "]",
      "\"",
      "1,",
      " ",
      ",",
      "é",
      "\n",
      "[2],",
      "null,",
      "\u0001",
      "{\"a\": 1, \"a\": 2},"
    };
    random(bits, "[{\"n\": 0},", array());
    random(bits, " \r\n[{\"n\": 0}, {\"n\": 1},\n{\"n\": 2},", array());
    random(bits, "\ufeff[", array());
    String[] well = {
      "{\"a\": 1},",
      "{\"b\": \"x\"},",
      "{\"c\": [1,\n2]}\n,",
      "{\"d\": \",]\"},",
      " ",
      "\r\n",
      "1,",
    };
    random(well, "[{\"n\": 0},", "{}]", array());
    random(well, "[{\"n\": 0},", "]", array());
    random(well, "[{\"n\": 0},", "{}] 1", array());
  }

  @Test
  void randomTablesAreTheSame() {
    String[] bits = {
      "a",
      "1",
      "2.5",
      ",",
      ",",
      "\"",
      "\"\"",
      " ",
      "é",
      "\n",
      "\n",
      "\r\n",
      "\r",
      "1,2\n",
      "3,4\n",
      "\"x\ny\",5\n",
      "6,\"7\"\r\n",
      "\t",
      ";"
    };
    random(bits, "k,v\n1,2\n", csv());
    random(bits, "\ufeff\"k\",\"v\"\n\"1\",2\n", csv());
    random(bits, "", csv());
    random(bits, "an \"open quote\nbefore\nk,v\n1,2\n", csv().with("skipLines", "2"));
    random(bits, "1,2\n", csv().with("quote", "none").with("header", "no"));
    random(bits, "sep=;\nk;v\n1;2\n", csv());
  }

  @Test
  void randomTextsAreTheSame() {
    String[] bits = {"a", "bc", "1", "23", " ", "é", "\n", "\n", "\r\n", "\r", "de4\n", "f\n"};
    random(bits, "a1\n", text());
    random(bits, "", text());
    random(bits, "", text().with("others", "skip"));
  }

  private static void random(String[] bits, String beginning, Reads reads) {
    random(bits, beginning, "", reads);
  }

  private static void random(String[] bits, String beginning, String end, Reads reads) {
    Random random = new Random(42);
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      StringBuilder text = new StringBuilder(beginning);
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(bits[random.nextInt(bits.length)]);
      }
      reads.skipping(random.nextBoolean());
      byte[] bytes = bytes(text.append(end));
      same(reads, bytes, 1 + random.nextInt(20), 2 + random.nextInt(4));
    }
  }
}
