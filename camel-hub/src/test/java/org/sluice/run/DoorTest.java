package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.swift.FakeSwift;

/** Runs come by the bytes of the version that they are for, members' by what holds these. */
class DoorTest {
  private static final String VERSION = "1795464363.77499";
  private static final byte[] BYTES = new byte[100_000];

  static {
    new Random(5).nextBytes(BYTES);
  }

  private FakeSwift swift;
  private Door door;

  @BeforeEach
  void start() throws IOException {
    swift = new FakeSwift();
    swift.put("c", "a.tar", VERSION, "e1");
    swift.contents.put("c/a.tar", BYTES);
    door = new Door(swift.objects(), (object, timestamp) -> false);
  }

  @AfterEach
  void stop() {
    swift.close();
  }

  private static LakeObject object(String name, String etag, Member member) {
    return new LakeObject(
        new ObjectKey(FakeSwift.ACCOUNT, "c", name),
        "c",
        VERSION,
        "E",
        "42",
        name,
        "application/x-tar",
        100,
        etag,
        "",
        "",
        "default",
        Map.of(),
        Map.of(),
        null,
        member);
  }

  private static LakeObject member(String etag, String refused, String... layers) {
    return object(
        "a.tar!/b", null, new Member("a.tar", VERSION, "a.tar", etag, 1, List.of(layers), refused));
  }

  @Test
  void anObjectIsReadAsAStreamAndFromAnyPlace() throws IOException {
    try (Door.Opened opened = door.open(object("a.tar", "e1", null))) {
      assertArrayEquals(BYTES, opened.body().readAllBytes());
      assertEquals(BYTES.length, opened.source().size());
      try (InputStream in = opened.source().open(99_990)) {
        assertArrayEquals(Arrays.copyOfRange(BYTES, 99_990, 100_000), in.readAllBytes());
      }
      try (InputStream in = opened.source().open(100_000)) {
        assertEquals(-1, in.read());
      }
    }
  }

  @Test
  void ofAMemberItsOwnBytesAreAskedForAndNoOthers() throws IOException {
    swift.asked.clear();
    try (Door.Opened opened = door.open(member("e1", null, "part:512:1000"))) {
      assertArrayEquals(Arrays.copyOfRange(BYTES, 512, 1512), opened.body().readAllBytes());
    }
    assertEquals(1, swift.asked.stream().filter(one -> one.contains("a.tar")).count());
  }

  @Test
  void whereSwiftHasAnotherVersionOrNoneTheRunIsOvertaken() {
    assertThrows(SupersededException.class, () -> door.open(member("e2", null, "part:0:10")));
    swift.delete("c", "a.tar", null);
    assertThrows(SupersededException.class, () -> door.open(member("e1", null, "part:0:10")));
    assertThrows(SupersededException.class, () -> door.open(object("a.tar", "e1", null)));
  }

  @Test
  void whereSwiftAnswersWithAnOlderVersionTheRunIsTriedAgain() throws IOException {
    swift.put("c", "a.tar", "1795464363.77498", "e0");
    FaultException e =
        assertThrows(FaultException.class, () -> door.open(object("a.tar", "e1", null)));
    assertEquals(Fault.SWIFT_UNREACHABLE, e.fault());
    assertTrue(e.getMessage().contains("an older version"), e.getMessage());
    // What a symlink leads to may be older than the link.
    String older = "1795464363.77498";
    Map<String, String> linked = Map.of("Content-Location", "/v1/AUTH_a/c/target");
    swift.put("c", "a.tar", new FakeSwift.Stored(older, older, "e0", "", linked));
    door.open(object("a.tar", "e1", null)).close();
    // A manifest's ETag may be another than the event's.
    swift.put("c", "a.tar", VERSION, "e0");
    door.open(object("a.tar", "e1", null)).close();
  }

  @Test
  void aSwiftThatFallsSilentWithinAnObjectIsUnreachable() throws IOException {
    Door hasty = new Door(swift.objects(Duration.ofMillis(200)), (object, timestamp) -> false);
    swift.hangsAfter = BYTES.length / 2;
    try (Door.Opened opened = hasty.open(object("a.tar", "e1", null))) {
      assertTrue(silent(IOException.class, opened.body()).contains("nothing came for"));
    }
    try (Door.Opened opened = hasty.open(member("e1", null, "part:0:100000"))) {
      String said = silent(FaultException.class, opened.body());
      assertTrue(said.contains(FakeSwift.ACCOUNT + "/c/a.tar: nothing came for"), said);
    }
  }

  @Test
  void aSwiftThatFallsSilentInBytesThatAreLeftOutIsUnreachable() throws IOException {
    Door hasty = new Door(swift.objects(Duration.ofMillis(200)), (object, timestamp) -> false);
    try (Door.Opened opened = hasty.open(object("a.tar", "e1", null))) {
      swift.hangsAfter = 50;
      try (InputStream bytes = opened.source().open(0)) {
        assertThrows(FaultException.class, () -> bytes.skipNBytes(100));
      }
    }
  }

  /** What is said where half of the bytes come and nothing more. */
  private static String silent(Class<? extends Exception> type, InputStream in) throws IOException {
    assertEquals(BYTES.length / 2, in.readNBytes(BYTES.length / 2).length);
    Exception e =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(type, in::read));
    return e.getMessage();
  }

  @Test
  void aMemberThatIsRefusedParksWithTheReason() {
    FaultException e =
        assertThrows(FaultException.class, () -> door.open(member("e1", "It is encrypted.")));
    assertEquals(Fault.MEMBER_REFUSED, e.fault());
    assertEquals("It is encrypted.", e.getMessage());
  }

  @Test
  void whatIsWrongWithAnArchiveIsNotSwiftsFault() throws IOException {
    try (Door.Opened opened = door.open(member("e1", null, "part:0:5000", "inflate:9000"))) {
      FaultException e = assertThrows(FaultException.class, () -> opened.body().readAllBytes());
      assertEquals(Fault.ARCHIVE_MALFORMED, e.fault(), e.getMessage());
    }
    try (Door.Opened opened = door.open(member("e1", null, "part:99990:50"))) {
      FaultException e = assertThrows(FaultException.class, () -> opened.body().readAllBytes());
      assertTrue(e.getMessage().contains("ends after 10 of its 50 bytes"), e.getMessage());
    }
  }
}
