package org.sluice.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.Events;
import org.sluice.event.ObjectEvent;
import org.sluice.event.ObjectKey;
import org.sluice.event.Sidecar;

/** A document, and what is told of its object. */
abstract class RegistrationRig {
  static final String T1 = "1795464361.00000";
  static final String T2 = "1795464362.00000";
  static final String T3 = "1795464363.00000";
  final Document document = new Document();
  Map<String, String> defaults = Map.of();

  Registration.Kind apply(ObjectEvent event) {
    return Registration.apply(document, event, "neocampus", defaults);
  }

  /** What a sidecar that was put at some time says. */
  Registration.Kind tell(String since, String json) {
    Map<String, String> said =
        json == null ? Map.of() : JsonSaying.of(json.getBytes(StandardCharsets.UTF_8));
    ObjectEvent sidecar = Events.created("jan.json.sluice.json", since);
    ObjectKey object = Sidecar.of(sidecar.key()).orElseThrow();
    assertEquals("jan.json", object.object());
    return apply(sidecar.telling(object, since, said));
  }

  Document other() {
    return (Document) document.get("other_data");
  }
}
