package org.sluice.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluice.archive.Contained;
import org.sluice.catalogue.Members;
import org.sluice.event.EventType;
import org.sluice.event.LakeObject;
import org.sluice.event.Member;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;

/** What is told of a member, and with which timestamp. */
class MemberEventsTest {
  private static final String VERSION = "1795464363.77499";
  private static final Contained TABLE =
      new Contained("in/a.csv", 8, "text/csv", List.of("part:30:8", "crc:ab"), null);

  private final MemberEvents events = new MemberEvents(null, null, null, "lake1", "members");

  private static LakeObject archive(String name, String version, Member member) {
    return new LakeObject(
        new ObjectKey("AUTH_7776", "rooms", name),
        "rooms",
        version,
        "E",
        "42",
        name,
        "application/zip",
        100,
        "9e10",
        "campus:alice",
        "sensors",
        "custom",
        Map.of("template", "t"),
        Map.of("kind", "day"),
        "txf533",
        member);
  }

  private static LakeObject archive(String version) {
    return archive("a.zip", version, null);
  }

  private static Members.Known known(String timestamp, boolean deleted, Member member) {
    return new Members.Known(
        new ObjectKey("AUTH_7776", "rooms", "a.zip!/in/a.csv"), timestamp, deleted, member);
  }

  private ObjectEvent told(LakeObject archive, Members.Known known) {
    ObjectNode event = events.created(archive, TABLE, known);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(getClass().getResourceAsStream("/event.schema.json"));
    assertEquals(Set.of(), schema.validate(event));
    return ObjectEvent.of(event);
  }

  @Test
  void aMemberIsAnObjectOfItsArchivesVersionUserAndMetadata() {
    ObjectEvent event = told(archive(VERSION), null);
    assertEquals(EventType.CREATED, event.type());
    assertEquals("AUTH_7776/rooms/a.zip!/in/a.csv", event.key().path());
    assertEquals(VERSION, event.timestamp());
    assertEquals(8L, event.size());
    assertEquals("text/csv", event.contentType());
    assertEquals("campus:alice", event.user());
    assertEquals("txf533", event.transId());
    assertEquals(
        Map.of(
            "kind", "day",
            "application", "sensors",
            "data-processing", "custom",
            "other-data", "{\"template\":\"t\"}"),
        event.userMeta());
    assertEquals(
        new Member("a.zip", VERSION, "a.zip", "9e10", 1, TABLE.layers(), null), event.member());
  }

  @Test
  void aMemberOfAMemberIsComeByThroughBoth() {
    Member inner = new Member("o.tar", VERSION, "o.tar", "9e10", 1, List.of("part:512:100"), null);
    assertEquals(
        new Member(
            "o.tar!/a.zip",
            VERSION,
            "o.tar",
            "9e10",
            2,
            List.of("part:512:100", "part:30:8", "crc:ab"),
            null),
        told(archive("o.tar!/a.zip", VERSION, inner), null).member());
  }

  @Test
  void aRepeatIsTheSameEvent() {
    ObjectEvent first = told(archive(VERSION), null);
    assertEquals(first.id(), told(archive(VERSION), known(VERSION, false, first.member())).id());
  }

  @Test
  void aNewerVersionOfTheArchiveIsOneOfItsMembers() {
    ObjectEvent first = told(archive(VERSION), null);
    String newer = "1795464999.00001";
    assertEquals(newer, told(archive(newer), known(VERSION, false, first.member())).timestamp());
    assertEquals(
        newer,
        told(archive(VERSION + "+" + newer), known(VERSION, false, first.member())).timestamp());
  }

  @Test
  void whatWasLetGoComesAgainAsSomethingNewer() {
    Member member = told(archive(VERSION), null).member();
    ObjectEvent again = told(archive(VERSION), known("1795464363.77500", true, member));
    assertEquals("1795464363.77501", again.timestamp());
    ObjectEvent repeated = told(archive(VERSION), known("1795464363.77501", false, again.member()));
    assertEquals(again.id(), repeated.id());
  }

  @Test
  void whatIsComeByInAnotherWayIsSomethingNewer() {
    Member refused =
        new Member("a.zip", VERSION, "a.zip", "9e10", 1, List.of(), "It was too large.");
    ObjectEvent event = told(archive(VERSION), known(VERSION, false, refused));
    assertEquals("1795464363.77500", event.timestamp());
    assertNotEquals(told(archive(VERSION), null).id(), event.id());
  }

  @Test
  void anObjectOfThatNameThatIsNewerStays() {
    assertEquals(
        VERSION, told(archive(VERSION), known("1795464999.00001", false, null)).timestamp());
  }
}
