package org.sluice.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.RunKey;
import org.sluice.event.Events;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectEvent;

/** Which parked runs are chosen, of two objects of one name. */
@EnabledIfEnvironmentVariable(named = "SLUICE_MONGODB_URI", matches = ".+")
class ParkedLakeTest extends RunsLakeRig {
  private static final String OTHER = "AUTH_other";

  private final Parked parked = new Parked(mongo, documents);
  private final String name = name("parked");

  @BeforeEach
  void park() throws JsonProcessingException {
    park(Events.ACCOUNT);
    park(OTHER);
  }

  private void park(String account) throws JsonProcessingException {
    String event = Events.json(name, V1).replace(Events.ACCOUNT, account);
    LakeObject object = register(ObjectEvent.of(new ObjectMapper().readTree(event)));
    RunKey key = key(object, "r", RunKey.LIVE);
    database("log")
        .getCollection("operations")
        .insertOne(
            new Document("_id", key.id() + account)
                .append("event_id", key.eventId())
                .append("route", key.route())
                .append("revision", key.revision())
                .append("replay", key.replay())
                .append("account", account)
                .append("container", object.key().container())
                .append("object", name)
                .append("status", "parked")
                .append("ended", Date.from(Instant.now())));
  }

  private List<String> accounts(String account) {
    Parked.Choice choice =
        new Parked.Choice(null, null, null, account, "neocampus", name, null, null, null);
    return parked.find(choice, 10).stream().map(one -> one.object().key().account()).toList();
  }

  @Test
  void thatOfAnAccountIsChosenWhereItIsSaidAndElseBoth() {
    assertEquals(List.of(OTHER), accounts(OTHER));
    assertEquals(List.of(), accounts("AUTH_none"));
    assertEquals(2, accounts(null).size());
  }
}
