package org.sluice.enrich.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sluice.archive.Archives.gzip;
import static org.sluice.archive.Archives.stored;
import static org.sluice.archive.Archives.tar;
import static org.sluice.archive.Archives.text;
import static org.sluice.archive.Archives.zip;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.sluice.archive.Archives;
import org.sluice.archive.Listing;
import org.sluice.enrich.BlockParameters;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.routes.BlockKit;
import org.sluice.run.DeclinedException;
import org.sluice.trial.TrialRun;

/** What the block makes of archives, in a route and by itself. */
class ArchiveMembersTest {
  private static final byte[] ZIP = zip(Map.of("a.csv", text("a\n1\n")));

  private static BlockKit kit(Object... parameters) {
    return BlockKit.of("archive-members-action", parameters).object("a.zip", "application/zip");
  }

  @Test
  void whatFollowsSeesARecordOfEachFile() throws Exception {
    assertEquals(
        List.of(Map.of("path", "a.csv", "size", 4L, "content_type", "text/csv")),
        kit().run(ZIP).well());
  }

  @Test
  void whatHoldsNoFilesIsDeclined() throws Exception {
    assertTrue(kit().run(zip(Map.of())).declined().contains("no file"));
    assertTrue(kit().run(gzip(text("a\n"))).declined().contains("no TAR"));
    BlockKit tar = kit().object("a.tar", "application/x-tar");
    assertTrue(tar.run(tar(Map.of())).declined().contains("no file"));
  }

  @Test
  void whatIsNoArchiveIsParked() throws Exception {
    kit().run("").fault(Fault.OBJECT_EMPTY);
    kit().run("a,b\n").fault(Fault.ARCHIVE_MALFORMED);
    kit().object("a.tar", "application/x-tar").run("a,b\n").fault(Fault.ARCHIVE_MALFORMED);
  }

  @Test
  void parametersAreTheLimits() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a", text("0123456789"));
    files.put("b", text("0123456789"));
    assertTrue(
        kit("maxMembers", 1).run(zip(files)).fault(Fault.ARCHIVE_LIMIT).contains("maxMembers"));
    assertTrue(
        kit("maxTotalBytes", 15)
            .run(zip(files))
            .fault(Fault.ARCHIVE_LIMIT)
            .contains("maxTotalBytes"));
    assertTrue(
        String.valueOf(kit("maxMemberBytes", 9).run(zip(files)).well().get(0).get("refused"))
            .contains("maxMemberBytes is 9"));
  }

  @Test
  void namesThatSeveralFilesHaveAreSaidAndWhatIsRefused() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.csv", text("a\n1\n"));
    files.put("b.csv", text("a\n22\n"));
    files.put("c.csv", text("a\n1234567\n"));
    byte[] tar = renamed(tar(files));
    String said =
        "2 files of the archive have one name, and of each name the last one stands: a.csv.";
    for (byte[] archive : List.of(renamed(stored(files)), tar)) {
      BlockKit.Came came = kit().object("a", type(archive)).run(archive);
      assertEquals(
          List.of("a.csv", "c.csv"), came.well().stream().map(r -> r.get("path")).toList());
      assertEquals(5L, came.records().get(0).get("size"));
      assertEquals(List.of(said), came.notes());
    }
    assertEquals(
        List.of(
            said
                + " 1 of 2 files is refused, and parked as such: c.csv: It is unpacked to 10 bytes:"
                + " maxMemberBytes is 9."),
        kit("maxMemberBytes", 9).run(renamed(stored(files))).notes());
    assertEquals(List.of(), kit().run(zip(files)).notes());
  }

  private static String type(byte[] archive) {
    return archive[0] == 'P' ? "application/zip" : "application/x-tar";
  }

  /** The same with the name of the first file at the second too. */
  private static byte[] renamed(byte[] archive) {
    String name = new String(archive, StandardCharsets.ISO_8859_1);
    byte[] bytes = name.replace("b.csv", "a.csv").getBytes(StandardCharsets.ISO_8859_1);
    int second = name.indexOf("b.csv");
    if (archive[0] != 'P') {
      byte[] header = java.util.Arrays.copyOfRange(bytes, second, second + 512);
      Archives.sum(header);
      System.arraycopy(header, 0, bytes, second, 512);
    }
    return bytes;
  }

  @Test
  void anArchiveInAnotherIsOpenedAsDeepAsIsSaid() throws Exception {
    assertEquals(1, members(0, 0).size());
    assertTrue(
        assertThrows(DeclinedException.class, () -> members(1, 0)).getMessage().contains("1 deep"));
    assertEquals(1, members(1, 1).size());
    assertThrows(DeclinedException.class, () -> members(2, 1));
  }

  private static Listing members(int depth, int nested) throws Exception {
    Member member =
        depth == 0 ? null : new Member("o.zip", "1", "o.zip", null, depth, List.of(), null);
    LakeObject object =
        new LakeObject(
            new ObjectKey("AUTH_lake", "p", "a.zip"),
            "p",
            "1795464363.77499",
            "E",
            "42",
            "a.zip",
            "application/zip",
            ZIP.length,
            null,
            "campus:alice",
            "",
            "default",
            Map.of(),
            Map.of(),
            null,
            member);
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(new ByteArrayInputStream(ZIP));
    BlockParameters parameters = BlockParameters.of(Map.of("nested", nested));
    new ArchiveMembers(parameters).apply(exchange, new TrialRun(object, "tried"));
    return exchange.getMessage().getBody(Listing.class);
  }
}
