package org.sluice.live.agreed;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;

/** A set as it stands in MongoDB. */
final class SetDocument {
  static final String VERSION = "version";
  static final String NUMBER = "number";

  private SetDocument() {}

  static Document of(String id, LakeSet set) {
    return new Document("_id", id)
        .append(VERSION, set.version())
        .append(NUMBER, set.number())
        .append("set", set.name())
        .append("since", Date.from(set.since()))
        .append("files", set.files().stream().map(SetDocument::of).toList())
        .append("hubs", set.hubs().stream().map(SetDocument::of).toList())
        .append("gone", set.gone().stream().map(SetDocument::of).toList());
  }

  private static Document of(SetFile one) {
    return new Document("file", one.file())
        .append("revision", one.revision())
        .append("ids", one.ids());
  }

  private static Document of(HubWish one) {
    return new Document("hub", one.hub())
        .append("name", one.name())
        .append("until", Date.from(one.until()))
        .append("wants", one.wants().stream().map(SetDocument::of).toList())
        .append("refuses", one.refuses().stream().map(SetDocument::of).toList());
  }

  private static Document of(Unfit one) {
    return new Document("file", one.file())
        .append("revision", one.revision())
        .append("ids", one.ids())
        .append("why", one.why());
  }

  private static Document of(GoneRoute one) {
    return new Document("route", one.route())
        .append("file", one.file())
        .append("since", Date.from(one.since()));
  }

  static LakeSet set(Document document) {
    return new LakeSet(
        document.get(VERSION, Number.class).longValue(),
        document.get(NUMBER, Number.class).longValue(),
        time(document, "since"),
        all(document, "files", SetDocument::file),
        all(document, "hubs", SetDocument::wish),
        all(
            document,
            "gone",
            one ->
                new GoneRoute(one.getString("route"), one.getString("file"), time(one, "since"))));
  }

  private static SetFile file(Document one) {
    return new SetFile(one.getString("file"), one.getString("revision"), ids(one));
  }

  private static HubWish wish(Document one) {
    return new HubWish(
        one.getString("hub"),
        one.getString("name"),
        time(one, "until"),
        all(one, "wants", SetDocument::file),
        all(one, "refuses", SetDocument::unfit));
  }

  private static Unfit unfit(Document one) {
    return new Unfit(
        one.getString("file"), one.getString("revision"), ids(one), one.getString("why"));
  }

  private static List<String> ids(Document one) {
    return one.getList("ids", String.class, List.of());
  }

  private static <T> List<T> all(Document document, String field, Function<Document, T> read) {
    return document.getList(field, Document.class, List.of()).stream().map(read).toList();
  }

  private static Instant time(Document document, String field) {
    return document.getDate(field).toInstant();
  }
}
