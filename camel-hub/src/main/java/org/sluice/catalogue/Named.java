package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.LakeObject;
import org.sluice.event.Names;

/** Objects by the names that older tools have for them: container and number. */
public final class Named {
  private final Documents documents;

  public Named(Documents documents) {
    this.documents = documents;
  }

  /**
   * @param container the project's name
   * @param id the lake's number for the object
   */
  public record Name(String container, String id) {}

  /**
   * What stands under a name.
   *
   * @param objects those that are there; none where a tool's document waits for its object
   * @param deleted whether all that is known of it is that it was deleted
   */
  public record Found(List<LakeObject> objects, boolean deleted) {}

  /** What is known of each; nothing of one that names no document. */
  public Map<Name, Found> find(Collection<Name> names) {
    Map<String, List<String>> byContainer = new LinkedHashMap<>();
    names.forEach(
        n -> byContainer.computeIfAbsent(n.container(), c -> new ArrayList<>()).add(n.id()));
    Map<Name, List<Document>> found = new HashMap<>();
    byContainer.forEach(
        (container, ids) -> {
          List<Object> both = new ArrayList<>(ids);
          ids.forEach(id -> both.add(Long.valueOf(id)));
          for (Document document :
              // Not made where it is missing: anybody may have written the name.
              documents
                  .named(Names.collection(container))
                  .find(Filters.in(SWIFT_ID, both))
                  .projection(Projections.exclude(SUCCESSFUL, FAILED))) {
            found
                .computeIfAbsent(
                    new Name(container, String.valueOf(document.get(SWIFT_ID))),
                    n -> new ArrayList<>())
                .add(document);
          }
        });
    Map<Name, Found> all = new HashMap<>();
    found.forEach((name, some) -> all.put(name, found(some)));
    return all;
  }

  private static Found found(List<Document> documents) {
    List<Document> known = documents.stream().filter(d -> d.get(EVENT_ID) != null).toList();
    List<LakeObject> there =
        known.stream()
            .filter(d -> !Status.DELETED.text().equals(d.getString(STATUS)))
            .map(Documents::object)
            .toList();
    return new Found(there, there.isEmpty() && known.size() == documents.size());
  }
}
