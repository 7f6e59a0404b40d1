package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.sluice.event.Member;
import org.sluice.event.ObjectKey;

/** What the catalogue holds of the members of archives. */
public final class Members {
  private static final Bson KNOWN =
      Projections.include(ACCOUNT, CONTAINER, OBJECT, TIMESTAMP, STATUS, MEMBER);

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
    String end = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    FindIterable<Document> found =
        documents
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
    found.forEach(document -> each.accept(known(document)));
  }

  private static Known known(Document document) {
    return new Known(
        Documents.key(document),
        document.getString(TIMESTAMP),
        Status.DELETED.text().equals(document.getString(STATUS)),
        Member.of(document.get(MEMBER)));
  }
}
