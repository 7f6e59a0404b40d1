package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The latest operations in an object's document, in the layout that tools know. */
final class Entries {
  private static final List<String> SAME = List.of("route", "step", "attempt", "execution_date");

  private Entries() {}

  /** Whether the document has an attempt's operations already, or has had them. */
  static boolean hold(Document document, Attempt attempt) {
    if (list(document, SUCCESSFUL).isEmpty() && list(document, FAILED).isEmpty()) {
      return false;
    }
    for (String outcome : List.of(Operation.SUCCEEDED, Operation.FAILED)) {
      List<Document> known = attempt.known(outcome);
      if (!known.isEmpty()) {
        String field = outcome.equals(Operation.SUCCEEDED) ? SUCCESSFUL : FAILED;
        return list(document, field).stream().anyMatch(entry -> same(entry, known.get(0)));
      }
    }
    return false;
  }

  private static boolean same(Object entry, Document known) {
    return entry instanceof Document there
        && SAME.stream().allMatch(name -> known.get(name).equals(there.get(name)));
  }

  static void push(
      List<Bson> updates, String field, List<Attempt> attempts, String outcome, int most) {
    List<Document> fresh =
        attempts.stream().flatMap(attempt -> attempt.known(outcome).stream()).toList();
    if (!fresh.isEmpty()) {
      updates.add(Updates.pushEach(field, fresh, new PushOptions().slice(-most)));
    }
  }

  static List<?> list(Document document, String field) {
    return document.get(field) instanceof List<?> list ? list : List.of();
  }
}
