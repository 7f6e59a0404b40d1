package org.sluice.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.archive.Archives.LIMITS;
import static org.sluice.archive.Archives.gzip;
import static org.sluice.archive.Archives.list;
import static org.sluice.archive.Archives.read;
import static org.sluice.archive.Archives.stored;
import static org.sluice.archive.Archives.tar;
import static org.sluice.archive.Archives.text;
import static org.sluice.archive.Archives.zip;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/**
 * One hostile file is refused by itself; a hostile archive as a whole, before it costs anything.
 */
class LimitsTest {
  private static final byte[] TABLE = text("a,b\n1,2\n");
  private static final byte[] ZEROS = new byte[4 << 20];

  private static FaultException fault(byte[] archive, Limits limits) {
    return assertThrows(FaultException.class, () -> list(archive, limits));
  }

  private static String limit(byte[] archive, Limits limits) {
    FaultException e = fault(archive, limits);
    assertEquals(Fault.ARCHIVE_LIMIT, e.fault(), e.getMessage());
    return e.getMessage();
  }

  private static Map<String, byte[]> files(int count) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put("f" + i + ".csv", TABLE);
    }
    return files;
  }

  @Test
  void anArchiveOfTooManyFilesIsParked() throws IOException {
    Limits limits = new Limits(10, 1 << 20, 1 << 20, 200);
    for (byte[] archive : List.of(zip(files(11)), tar(files(11)), gzip(tar(files(11))))) {
      assertTrue(limit(archive, limits).contains("more than 10 files"));
    }
    assertEquals(10, list(zip(files(10)), limits).size());
  }

  @Test
  void aDirectoryBeyondAllMeasureIsNotReadIntoMemory() {
    Limits limits = new Limits(1, 1 << 20, 1 << 20, 200);
    assertTrue(limit(zip(files(20_000)), limits).contains("maxMembers"));
  }

  @Test
  void whatIsTooMuchInAllIsParked() {
    Limits limits = new Limits(10, 1 << 20, 3000, 200);
    byte[] some = new byte[2000];
    Map<String, byte[]> files = Map.of("a", some, "b", some);
    for (byte[] archive : List.of(zip(files), stored(files), tar(files), gzip(tar(files)))) {
      assertTrue(limit(archive, limits).contains("more than 3000 bytes"));
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAndTheOthersAreNot() throws IOException {
    Limits limits = new Limits(10, 1000, 3000, 200);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("large.csv", new byte[5000]);
    files.put("a.csv", TABLE);
    for (byte[] archive : List.of(zip(files), tar(files))) {
      List<Contained> members = list(archive, limits).members();
      assertEquals(
          "It is unpacked to 5000 bytes: maxMemberBytes is 1000.", members.get(0).refused());
      assertEquals(List.of(), members.get(0).layers());
      assertEquals("text/csv", members.get(0).contentType());
      assertNull(members.get(1).refused());
      assertArrayEquals(TABLE, read(new Held(archive), members.get(1)));
    }
  }

  @Test
  void aBombInAZipIsRefusedByItselfAndOneInGzipAsAWhole() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("zeros.csv", ZEROS);
    files.put("a.csv", TABLE);
    List<Contained> members = list(zip(files), LIMITS).members();
    assertTrue(members.get(0).refused().contains("maxRatio is 200"), members.get(0).refused());
    assertNull(members.get(1).refused());
    assertTrue(limit(gzip(tar(files)), LIMITS).contains("maxRatio is 200"));
    assertNull(list(tar(files), LIMITS).members().get(0).refused());
  }

  @Test
  void aFileThatBecomesMoreThanItSaysGivesNoMore() throws IOException {
    byte[] zip = zip(Map.of("a.csv", ZEROS));
    // What the directory says of its size: 24 bytes behind the entry's beginning.
    int entry = indexOf(zip, new byte[] {'P', 'K', 1, 2});
    zip[entry + 24] = 100;
    zip[entry + 25] = zip[entry + 26] = zip[entry + 27] = 0;
    Contained member = list(zip, LIMITS).members().get(0);
    assertEquals(100, member.size());
    try (InputStream in = Layers.over(new Held(zip), member.layers()).open(0)) {
      assertEquals(100, in.readNBytes(100).length);
      FaultException e = assertThrows(FaultException.class, in::read);
      assertTrue(e.getMessage().contains("more than the 100 bytes"), e.getMessage());
    }
  }

  @Test
  void aDamagedFileIsHeardOfAtItsEnd() throws IOException {
    byte[] zip = stored(Map.of("a.csv", TABLE));
    zip[indexOf(zip, TABLE)] = 'x';
    Contained member = list(zip, LIMITS).members().get(0);
    FaultException e = assertThrows(FaultException.class, () -> read(new Held(zip), member));
    assertEquals(Fault.ARCHIVE_MALFORMED, e.fault());
    assertTrue(e.getMessage().contains("CRC"), e.getMessage());
  }

  @Test
  void whatIsEncryptedOrPackedInAnotherWayIsRefused() throws IOException {
    byte[] encrypted = stored(Map.of("a.csv", TABLE));
    encrypted[indexOf(encrypted, new byte[] {'P', 'K', 1, 2}) + 8] |= 1;
    assertEquals("It is encrypted.", list(encrypted, LIMITS).members().get(0).refused());
    byte[] other = stored(Map.of("a.csv", TABLE));
    other[indexOf(other, new byte[] {'P', 'K', 1, 2}) + 10] = 14;
    assertTrue(list(other, LIMITS).members().get(0).refused().contains("by method 14"));
  }

  @Test
  void aHeaderWithoutEndIsCutShort() throws IOException {
    // A name of 64 MiB, as GNU has long names: a member of its own before the member.
    byte[] gzip =
        gzip(
            Archives.made(
                out -> {
                  try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                    TarArchiveEntry name =
                        new TarArchiveEntry(
                            TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
                    name.setSize(64 << 20);
                    tar.putArchiveEntry(name);
                    tar.write(new byte[64 << 20]);
                    tar.closeArchiveEntry();
                  }
                }));
    assertTrue(limit(gzip, LIMITS).contains("more than 1 MiB"));
  }

  @Test
  void aSparseFileIsNotUnpacked() throws IOException {
    byte[] tar = tar(Map.of("a.csv", TABLE));
    tar[156] = TarConstants.LF_GNUTYPE_SPARSE;
    Archives.sum(tar);
    assertTrue(limit(tar, LIMITS).contains("sparse file, a.csv"));
  }

  @Test
  void foldersAndLinksAreNoMembers() throws IOException {
    byte[] tar =
        Archives.made(
            out -> {
              try (TarArchiveOutputStream made = new TarArchiveOutputStream(out)) {
                made.putArchiveEntry(new TarArchiveEntry("folder/"));
                made.closeArchiveEntry();
                TarArchiveEntry link = new TarArchiveEntry("link.csv", TarConstants.LF_SYMLINK);
                link.setLinkName("/etc/passwd");
                made.putArchiveEntry(link);
                made.closeArchiveEntry();
              }
            });
    assertEquals(0, list(tar, LIMITS).size());
    byte[] zip =
        Archives.made(
            out -> {
              try (ZipArchiveOutputStream made = new ZipArchiveOutputStream(out)) {
                made.putArchiveEntry(new ZipArchiveEntry("folder/"));
                made.closeArchiveEntry();
                ZipArchiveEntry link = new ZipArchiveEntry("link.csv");
                link.setUnixMode(0120777);
                made.putArchiveEntry(link);
                made.write(text("/etc/passwd"));
                made.closeArchiveEntry();
              }
            });
    assertEquals(0, list(zip, LIMITS).size());
  }

  @Test
  void namesLeadNowhereAndSayWhatTheyAre() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String many = "é".repeat(600);
    for (String name :
        List.of("../../x.csv", "/etc/x.csv", "a\nb\u202egpj.csv", "100%.csv", many + ".csv")) {
      files.put(name, TABLE);
    }
    for (byte[] archive : List.of(zip(files), tar(files))) {
      List<Contained> members = list(archive, LIMITS).members();
      List<String> paths = members.stream().map(Contained::path).toList();
      assertEquals(
          List.of("../../x.csv", "/etc/x.csv", "a%0Ab%E2%80%AEgpj.csv", "100%25.csv"),
          paths.subList(0, 4));
      assertTrue(paths.get(4).matches("é{450}…[a-z2-7]{32}"), paths.get(4));
      assertEquals("Its name is longer than 1024 bytes.", members.get(4).refused());
    }
  }

  @Test
  void namesOfOldArchivesAreReadAsTheirFormatHasThem() throws IOException {
    byte[] zip = stored(Map.of("xy.csv", TABLE));
    replace(zip, text("xy.csv"), new byte[] {(byte) 0x82, 't', '.', 'c', 's', 'v'});
    // The JDK says that its names are UTF-8: bit 11 of what the directory says of the entry.
    zip[indexOf(zip, new byte[] {'P', 'K', 1, 2}) + 9] &= ~8;
    assertEquals("ét.csv", list(zip, LIMITS).members().get(0).path());
  }

  @Test
  void whatWouldBeUnpackedOverAndOverIsParked() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 250; i++) {
      byte[] bytes = new byte[1000];
      new java.util.Random(i).nextBytes(bytes);
      files.put("f" + i, bytes);
    }
    // 250 files of 1,536 bytes each: the last behind 383,000 others, all together 48 million.
    Limits limits = new Limits(1000, 1 << 20, 400_000, 200);
    assertTrue(limit(gzip(tar(files)), limits).contains("pack it as ZIP"));
  }

  private static void replace(byte[] in, byte[] what, byte[] by) {
    for (int at = 0; at + what.length <= in.length; at++) {
      if (java.util.Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        System.arraycopy(by, 0, in, at, by.length);
      }
    }
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int at = 0; at + what.length <= in.length; at++) {
      if (java.util.Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    throw new AssertionError("it is not in it");
  }
}
