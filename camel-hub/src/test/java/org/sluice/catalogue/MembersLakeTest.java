package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.event.Events;
import org.sluice.event.Member;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Projects;

/** Members of archives in the catalogue: there as long as their archives stand. */
@Tag("lake")
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class MembersLakeTest {
  private static final String OLDER = "1795464361.00000";
  private static final String NEWER = "1795464362.00000";

  private final String archive = "members/" + Long.toString(System.nanoTime(), 36) + ".zip";
  private MongoClient mongo;
  private Documents documents;
  private Registrar registrar;

  @BeforeEach
  void connect() {
    mongo = MongoClients.create(System.getenv("SLUICE_MONGODB_URI"));
    documents = new Documents(mongo, new Projects(Set.of("AUTH_tried")));
    registrar = new Registrar(mongo, documents, new ToolDocuments(mongo, documents));
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  private List<Registration.Kind> register(ObjectEvent... events) {
    return registrar.register(List.of(events), object -> new Takers("set1", List.of())).stream()
        .map(Registered::kind)
        .toList();
  }

  private ObjectEvent member(String path, String version) {
    return Events.member(archive, version, path, version);
  }

  private Document document(ObjectEvent event) {
    return documents.find(event.key());
  }

  @Test
  void aMemberOfAnArchiveThatStandsIsRegisteredWithTheWayToItsBytes() {
    register(Events.created(archive, OLDER));
    ObjectEvent event = member("a.csv", OLDER);
    assertEquals(List.of(Registration.Kind.DATA), register(event));
    assertEquals(List.of(Registration.Kind.REPEATED), register(event));
    assertEquals(event.member(), Documents.object(document(event)).member());
    assertNull(Documents.object(document(Events.created(archive, OLDER))).member());
  }

  @Test
  void ofAnArchiveThatIsGoneNewerOrUnknownNoMemberIsRegistered() {
    ObjectEvent event = member("a.csv", OLDER);
    assertEquals(List.of(Registration.Kind.NOTHING), register(event));
    register(Events.created(archive, NEWER));
    assertEquals(List.of(Registration.Kind.NOTHING), register(event));
    register(Events.deleted(archive, "1795464363.00000"));
    assertEquals(List.of(Registration.Kind.NOTHING), register(member("a.csv", NEWER)));
    assertNull(document(event));
  }

  @Test
  void anArchivesChangeInTheSameBatchCounts() {
    register(Events.created(archive, OLDER));
    ObjectEvent event = member("a.csv", OLDER);
    assertEquals(
        Set.of(Registration.Kind.NOTHING, Registration.Kind.DELETED),
        Set.copyOf(register(Events.deleted(archive, NEWER), event)));
    assertNull(document(event));
  }

  @Test
  void membersAreFoundAsLongAsTheyAreThere() {
    register(Events.created(archive, OLDER));
    register(member("a.csv", OLDER), member("in/b.csv", OLDER), member("c.csv", OLDER));
    String gone = archive + "!/c.csv";
    register(Events.deleted(gone, NEWER));
    // Neither of the same name nor in it, as far as it goes.
    register(Events.created(archive + "!", OLDER), Events.created(archive + "!/plain", OLDER));
    Members members = new Members(documents);
    Set<String> found = new TreeSet<>();
    ObjectKey key = Events.created(archive, OLDER).key();
    members.each(key, archive + "!/", known -> found.add(known.key().object()));
    assertEquals(Set.of(archive + "!/a.csv", archive + "!/in/b.csv"), found);
    assertEquals(
        Map.of(
            "count",
            2,
            "statuses",
            Map.of("waiting", 2),
            "objects",
            List.of(
                Map.of("object", archive + "!/a.csv", "status", "waiting"),
                Map.of("object", archive + "!/in/b.csv", "status", "waiting"))),
        members.told(key));
    ObjectKey goneKey = Events.deleted(gone, NEWER).key();
    Members.Known known = members.find(List.of(goneKey)).get(goneKey);
    assertEquals(List.of(true, NEWER), List.of(known.isDeleted(), known.timestamp()));
  }

  @Test
  void anObjectOfAMembersNameIsNoMember() {
    register(Events.created(archive, OLDER));
    ObjectEvent event = member("a.csv", OLDER);
    register(event);
    register(Events.created(event.key().object(), NEWER));
    assertNull(Documents.object(document(event)).member());
    List<Member> found = new ArrayList<>();
    new Members(documents).each(event.key(), archive + "!/", known -> found.add(known.member()));
    assertEquals(List.of(), found);
  }

  @Test
  void whoComparesWithSwiftSeesNoMembers() {
    register(Events.created(archive, OLDER));
    register(member("a.csv", OLDER));
    ObjectKey key = Events.created(archive, OLDER).key();
    Set<String> names = new TreeSet<>();
    new Inventory(documents)
        .each(
            new Inventory.Place(key.account(), key.container()),
            known -> {
              if (known.name().startsWith(archive)) {
                names.add(known.name());
              }
            });
    assertEquals(Set.of(archive), names);
  }
}
