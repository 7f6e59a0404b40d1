package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;

/** What the catalogue holds of the members of archives. */
public final class Members {
  private static final Bson KNOWN =
      Projections.include(ACCOUNT, CONTAINER, OBJECT, TIMESTAMP, STATUS, MEMBER);

  /** How many are told by their names. */
  private static final int TOLD = 1000;

  private static final Set<String> TROUBLED = Set.of(Status.PARKED.text(), Status.UNHANDLED.text());

  private final Documents documents;

  public Members(Documents documents) {
    this.documents = documents;
  }

  /**
   * An object that is or was a member.
   *
   * @param timestamp of its data or, where it is deleted, of its deletion
   * @param member null where another object has its name
   */
  public record Known(ObjectKey key, String timestamp, boolean isDeleted, Member member) {}

  /** What is known of objects of these names, deleted ones too. */
  public Map<ObjectKey, Known> find(Collection<ObjectKey> keys) {
    Map<ObjectKey, Known> found = new HashMap<>();
    documents
        .byProject(keys)
        .forEach(
            (project, some) ->
                documents
                    .find(project, some, KNOWN)
                    .forEach(
                        (key, document) -> {
                          if (document.getString(TIMESTAMP) != null) {
                            found.put(key, known(document));
                          }
                        }));
    return found;
  }

  /**
   * Members of an archive that are not deleted, whatever its version.
   *
   * @param prefix what all their names begin with; its last letter is a slash
   */
  public void each(ObjectKey archive, String prefix, Consumer<Known> each) {
    found(archive, prefix).forEach(document -> each.accept(known(document)));
  }

  private FindIterable<Document> found(ObjectKey archive, String prefix) {
    String end = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    return documents
        .read(documents.project(archive))
        .find(
            Filters.and(
                Filters.gte(OBJECT, prefix),
                Filters.lt(OBJECT, end),
                Filters.eq(ACCOUNT, archive.account()),
                Filters.eq(CONTAINER, archive.container()),
                Filters.eq(MEMBER + ".archive", archive.object()),
                Filters.ne(STATUS, Status.DELETED.text())))
        .projection(KNOWN);
  }

  /**
   * Members of an archive that are not deleted, for those who ask: how many have which status, and
   * the names and statuses of so many, those first that a person may have to look at.
   */
  Map<String, Object> told(ObjectKey archive) {
    Map<String, Integer> statuses = new TreeMap<>();
    List<Map<String, Object>> troubled = new ArrayList<>();
    List<Map<String, Object>> others = new ArrayList<>();
    int count = 0;
    for (Document document : found(archive, archive.object() + "!/")) {
      String status = String.valueOf(document.getString(STATUS));
      statuses.merge(status, 1, Integer::sum);
      count++;
      List<Map<String, Object>> list = TROUBLED.contains(status) ? troubled : others;
      if (list.size() < TOLD) {
        list.add(Map.of("object", document.getString(OBJECT), "status", status));
      }
    }
    troubled.addAll(others);
    return Map.of(
        "count",
        count,
        "statuses",
        statuses,
        "objects",
        troubled.subList(0, Math.min(troubled.size(), TOLD)));
  }

  private static Known known(Document document) {
    return new Known(
        Documents.key(document),
        document.getString(TIMESTAMP),
        Status.DELETED.text().equals(document.getString(STATUS)),
        Member.of(document.get(MEMBER)));
  }
}
