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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.FaultKind;

/** Every file of an archive is found, and its bytes are read from any place on. */
class ArchiveTest {
  /** Times that an archive is damaged; fewer where the tests are to be over soon. */
  private static final int DAMAGES = System.getenv("SLUICE_LONG_TESTS") == null ? 300 : 1500;

  enum Form {
    ZIP(Archives::zip, bytes -> bytes),
    STORED(Archives::stored, bytes -> bytes),
    TAR(Archives::tar, bytes -> bytes),
    TAR_GZ(Archives::tar, Archives::gzip);

    private final java.util.function.Function<Map<String, byte[]>, byte[]> maker;
    private final UnaryOperator<byte[]> packer;

    Form(
        java.util.function.Function<Map<String, byte[]>, byte[]> maker,
        UnaryOperator<byte[]> packer) {
      this.maker = maker;
      this.packer = packer;
    }

    byte[] of(Map<String, byte[]> files) {
      return packer.apply(maker.apply(files));
    }
  }

  /** Small ones and one beyond every buffer, empty ones, folders and long names. */
  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.csv", text("a,b\n1,2\n"));
    files.put("deep/in/folders/".repeat(20) + "b.json", text("{\"b\": 1}"));
    files.put("empty.txt", new byte[0]);
    byte[] large = new byte[3_000_001];
    new Random(1).nextBytes(large);
    files.put("large.bin", large);
    files.put("c.jsonl", text("{\"c\": 1}\n{\"c\": 2}\n"));
    return files;
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsFoundAndReadFromAnyPlace(Form form) throws IOException {
    Map<String, byte[]> files = files();
    Held archive = new Held(form.of(files));
    Listing listing = list(archive, LIMITS);
    assertEquals(
        List.copyOf(files.keySet()), listing.members().stream().map(Contained::path).toList());
    assertEquals(
        List.of("text/csv", "application/json", "text/plain"),
        listing.members().subList(0, 3).stream().map(Contained::contentType).toList());
    assertEquals("application/x-ndjson", listing.members().get(4).contentType());
    for (Contained member : listing.members()) {
      byte[] bytes = files.get(member.path());
      assertNull(member.refused());
      assertEquals(bytes.length, member.size());
      assertArrayEquals(bytes, read(archive, member));
      long place = bytes.length / 3;
      try (InputStream in = Layers.over(archive, member.layers()).open(place)) {
        assertArrayEquals(Arrays.copyOfRange(bytes, (int) place, bytes.length), in.readAllBytes());
      }
    }
  }

  /** A record of each is what a route sees. */
  @Test
  void aListingIsRecords() throws IOException {
    Listing listing = list(zip(Map.of("a.csv", text("a\n1\n"))), LIMITS);
    assertEquals(
        List.of(Map.of("path", "a.csv", "size", 4L, "content_type", "text/csv")),
        List.copyOf(listing));
  }

  @Test
  void ofFilesWithOneNameTheLastCounts() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.csv", text("first\n"));
    files.put("b.csv", text("last\n"));
    byte[] tar = tar(files);
    System.arraycopy(tar, 0, tar, 1024, 512);
    Listing listing = list(tar, LIMITS);
    assertEquals(List.of("a.csv"), listing.members().stream().map(Contained::path).toList());
    assertArrayEquals(text("last\n\0"), read(new Held(tar), listing.members().get(0)));
  }

  @Test
  void whatTheDirectoryDoesNotHaveIsNoMember() throws IOException {
    byte[] hidden = zip(Map.of("hidden.csv", text("h\n1\n")));
    byte[] shown = zip(Map.of("shown.csv", text("s\n1\n")));
    // The first archive's directory is left, and behind it stands another's.
    byte[] both = Arrays.copyOf(hidden, hidden.length + shown.length);
    System.arraycopy(shown, 0, both, hidden.length, shown.length);
    for (Contained member : list(both, LIMITS).members()) {
      assertEquals("shown.csv", member.path());
    }
  }

  @Test
  void aSecondStreamOfGzipIsReadToo() throws IOException {
    byte[] tar = tar(files());
    byte[] gzip =
        Archives.made(
            out -> {
              for (int half = 0; half < 2; half++) {
                GZIPOutputStream one = new GZIPOutputStream(out);
                one.write(tar, half * tar.length / 2, tar.length - tar.length / 2);
                one.finish();
              }
            });
    assertEquals(5, list(gzip, LIMITS).size());
  }

  @Test
  void anArchiveInAnotherIsReadThroughBoth() throws IOException {
    byte[] inner = zip(files());
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("before.bin", new byte[5000]);
    outer.put("inner.zip", inner);
    for (byte[] archive : List.of(zip(outer), stored(outer), tar(outer), gzip(tar(outer)))) {
      Held held = new Held(archive);
      Contained member = list(held, LIMITS).members().get(1);
      assertEquals("application/zip", member.contentType());
      ByteSource source = Layers.over(held, member.layers());
      Listing listing = list(source, LIMITS);
      assertEquals(5, listing.size());
      for (Contained one : listing.members()) {
        assertArrayEquals(files().get(one.path()), read(source, one));
      }
    }
  }

  @Test
  void gzipOfSomethingElseIsNoArchive() throws IOException {
    assertNull(list(gzip(text("a,b\n1,2\n")), LIMITS));
  }

  private static String cut(byte[] archive, int bytes) {
    FaultException e =
        assertThrows(
            FaultException.class, () -> list(new Held(Arrays.copyOf(archive, bytes)), LIMITS));
    assertEquals(Fault.ARCHIVE_MALFORMED, e.fault());
    return e.getMessage();
  }

  @Test
  void ofAnArchiveThatIsCutTheFileIsNamedInWhichItEnds() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("one.csv", new byte[3000]);
    files.put("rooms/two.csv", new byte[3000]);
    String ending = ": it was cut, most likely as it was uploaded. Upload it again.";
    byte[] zip = stored(files);
    assertEquals(
        "The archive's data ends in the middle of rooms/two.csv, before the ZIP's directory"
            + ending,
        cut(zip, 5000));
    assertEquals(
        "The archive's data ends behind rooms/two.csv, before the ZIP's directory" + ending,
        cut(zip, zip.length - 30));
    assertEquals(
        "The archive's data ends in one.csv or behind it, before the ZIP's directory" + ending,
        cut(zip(files), 60));
    byte[] tar = tar(files);
    assertEquals("The archive's data ends in the middle of rooms/two.csv" + ending, cut(tar, 5500));
    assertEquals(
        "The archive's data ends behind one.csv, in the next one's header" + ending,
        cut(tar, 3584 + 200));
    byte[] packed = gzip(tar(files()));
    assertTrue(cut(packed, packed.length / 2).contains("ends in the middle of large.bin" + ending));
  }

  /** Wherever it is cut or damaged, it is the data's fault, and never another exception. */
  @ParameterizedTest
  @EnumSource
  void damageIsTheDatasFault(Form form) throws IOException {
    Map<String, byte[]> files = files();
    files.put("large.bin", Arrays.copyOf(files.get("large.bin"), 2000));
    byte[] well = form.of(files);
    Random random = new Random(7);
    int faults = 0;
    for (int turn = 0; turn < DAMAGES; turn++) {
      byte[] damaged =
          turn % 3 == 0 ? Arrays.copyOf(well, random.nextInt(well.length)) : well.clone();
      for (int i = 0; i < turn % 3 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      faults += faults(damaged);
    }
    assertTrue(faults > DAMAGES / 5, "only " + faults + " of " + DAMAGES + " were faults");
  }

  private static int faults(byte[] archive) throws IOException {
    Held held = new Held(archive);
    int faults = 0;
    try {
      Listing listing = list(held, LIMITS);
      for (Contained member : listing == null ? List.<Contained>of() : listing.members()) {
        if (member.refused() == null) {
          try {
            assertEquals(member.size(), read(held, member).length);
          } catch (FaultException e) {
            assertEquals(FaultKind.DATA, e.fault().kind(), e.getMessage());
            faults = 1;
          }
        }
      }
    } catch (FaultException e) {
      assertEquals(FaultKind.DATA, e.fault().kind(), e.getMessage());
      faults = 1;
    }
    return faults;
  }
}
