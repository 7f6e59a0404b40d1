package org.sluice.gold.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.json.JsonParseException;
import org.sluice.event.Names;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.fault.Nearest;
import org.sluice.gold.GoldReader;
import org.sluice.gold.GoldTable;

/**
 * Asks MongoDB. A query is {@code DATABASE.COLLECTION}, with a filter in JSON behind it where not
 * all documents are wanted; {@code DATABASE} alone gives its collections with their counts, and
 * nothing at all gives the databases.
 */
public final class MongoReader implements GoldReader {
  private static final int MOST_NAMED = 20;

  private final MongoClient mongo;
  private final Supplier<List<String>> projects;

  /**
   * @param projects that are known: those without gold have no database, and are no mistake
   */
  public MongoReader(MongoClient mongo, Supplier<List<String>> projects) {
    this.mongo = mongo;
    this.projects = projects;
  }

  @Override
  public GoldTable read(String query, String project) {
    String text = query == null ? "" : query.strip();
    try {
      if (text.isEmpty()) {
        return databases();
      }
      String place = text.split("\\s|(?=\\{)", 2)[0];
      String filter = text.substring(place.length()).strip();
      int dot = place.indexOf('.');
      if (dot >= 0) {
        return documents(place.substring(0, dot), place.substring(dot + 1), ReadFilter.of(filter));
      }
      if (!filter.isEmpty()) {
        throw invalid("a filter stands behind DATABASE.COLLECTION, not behind a database", null);
      }
      return collections(place);
    } catch (IllegalArgumentException | JsonParseException e) {
      throw invalid(e.getMessage(), e);
    } catch (MongoException e) {
      FaultException fault = MongoFaults.of(text.split("\\s", 2)[0], e);
      throw fault.fault() == Fault.GOLD_REJECTED ? invalid(e.getMessage(), e) : fault;
    }
  }

  private GoldTable databases() {
    List<List<Object>> rows = new ArrayList<>();
    new TreeSet<>(mongo.listDatabaseNames().into(new ArrayList<>()))
        .forEach(name -> rows.add(List.of(name)));
    return new GoldTable(List.of("database"), rows);
  }

  /** A name that is mistyped holds nothing either. */
  private void requireKnown(String database) {
    Set<String> names = new TreeSet<>(mongo.listDatabaseNames().into(new ArrayList<>()));
    projects.get().forEach(project -> names.add(Names.mongoDatabase("gold_", project)));
    if (!names.contains(database)) {
      String meant = Nearest.asked(database, names);
      List<String> some = names.stream().limit(MOST_NAMED).toList();
      throw invalid(
          "there is no database "
              + database
              + (meant.isEmpty()
                  ? "; there are: "
                      + String.join(", ", some)
                      + (names.size() > some.size() ? ", …" : "")
                  : meant),
          null);
    }
  }

  private GoldTable collections(String name) {
    requireKnown(name);
    MongoDatabase database = mongo.getDatabase(name);
    List<List<Object>> rows = new ArrayList<>();
    new TreeSet<>(database.listCollectionNames().into(new ArrayList<>()))
        .forEach(each -> rows.add(List.of(each, database.getCollection(each).countDocuments())));
    return new GoldTable(List.of("collection", "documents"), rows);
  }

  private GoldTable documents(String database, String collection, Document filter) {
    // Before it is asked for: the local lake's server makes a database of whatever is.
    requireKnown(database);
    List<Document> found = new ArrayList<>();
    boolean cut = false;
    try (MongoCursor<Document> cursor =
        mongo
            .getDatabase(database)
            .getCollection(collection)
            .find(filter)
            .limit(MOST_ROWS + 1)
            .maxTime(TIMEOUT, TimeUnit.SECONDS)
            .iterator()) {
      while (cursor.hasNext() && !cut) {
        cut = found.size() == MOST_ROWS;
        Document next = cursor.next();
        if (!cut) {
          found.add(next);
        }
      }
    }
    Set<String> columns = new LinkedHashSet<>();
    found.forEach(document -> columns.addAll(document.keySet()));
    List<List<Object>> rows = new ArrayList<>();
    for (Document document : found) {
      List<Object> row = new ArrayList<>();
      columns.forEach(column -> row.add(PlainBson.of(document.get(column))));
      rows.add(row);
    }
    return new GoldTable(List.copyOf(columns), rows, cut);
  }

  private static FaultException invalid(String reason, Exception cause) {
    return new FaultException(
        Fault.QUERY_INVALID, "The query was not answered: " + reason + ".", cause);
  }
}
