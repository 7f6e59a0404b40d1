package org.sluice.gold.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.sluice.event.Names;
import org.sluice.gold.DumpLine;
import org.sluice.gold.GoldDumper;
import org.sluice.gold.GoldHeld;
import org.sluice.run.GoldPlace;

/** All documents of a project's database. */
public final class DocumentDumper implements GoldDumper {
  private final MongoClient mongo;

  public DocumentDumper(MongoClient mongo) {
    this.mongo = mongo;
  }

  @Override
  public void dump(String project, boolean portable, Consumer<String> line) {
    String name = Names.mongoDatabase("gold_", project);
    try {
      MongoDatabase database = mongo.getDatabase(name);
      for (String collection : database.listCollectionNames()) {
        try (MongoCursor<Document> all = database.getCollection(collection).find().iterator()) {
          while (all.hasNext()) {
            line.accept(DumpLine.of("mongodb", collection, plain(all.next(), portable)));
          }
        }
      }
    } catch (MongoException e) {
      throw MongoFaults.of(name, e);
    }
  }

  @Override
  public void dump(GoldHeld held, GoldPlace place, Consumer<String> line) {
    if (!place.service().equals(DocumentMapping.SERVICE)) {
      return;
    }
    try {
      mongo
          .getDatabase(place.store())
          .getCollection(place.place())
          .find(DocumentRemover.ofObject(place.key()))
          .forEach(document -> line.accept(line(place.place(), document)));
    } catch (MongoException e) {
      throw MongoFaults.of(place.store(), e);
    }
  }

  /** A document as a dump tells it once it is written. */
  public static String line(String collection, Document document) {
    return DumpLine.of("mongodb", collection, plain(document, false));
  }

  private static Map<String, Object> plain(Document document, boolean portable) {
    Map<String, Object> record = new TreeMap<>();
    document.forEach((key, value) -> record.put(key, typed(value)));
    if (portable) {
      record.remove("_id");
      if (document.get("_sluice") instanceof Document from) {
        Document told = new Document(from);
        told.remove("account");
        told.remove("version");
        record.put("_sluice", typed(told));
      }
    }
    return record;
  }

  /** What JSON would make alike keeps its type beside it: a date is no text. */
  private static Object typed(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put(String.valueOf(key), typed(each)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(DocumentDumper::typed).collect(Collectors.toList());
    }
    boolean plain =
        value == null
            || value instanceof String
            || value instanceof Integer
            || value instanceof Long
            || value instanceof Double
            || value instanceof Boolean;
    if (plain) {
      return value;
    }
    String type = value instanceof Decimal128 ? "decimal" : value.getClass().getSimpleName();
    return Map.of("$" + type, String.valueOf(PlainBson.of(value)));
  }
}
