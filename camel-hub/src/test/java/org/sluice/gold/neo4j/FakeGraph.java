package org.sluice.gold.neo4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;
import org.neo4j.driver.internal.InternalRecord;

/** A driver of Neo4j with no database behind it: a test says what each statement answers. */
final class FakeGraph {
  /** Statements, in their order. */
  final List<String> asked = new ArrayList<>();

  private final BiFunction<String, Map<String, Object>, List<Record>> answers;

  /**
   * @param answers to a statement and its parameters; throws what Neo4j would
   */
  FakeGraph(BiFunction<String, Map<String, Object>, List<Record>> answers) {
    this.answers = answers;
  }

  Driver driver() {
    return fake(
        Driver.class, (it, method, args) -> method.getName().equals("session") ? session() : null);
  }

  static Record row(String key, Object value) {
    return new InternalRecord(List.of(key), List.of(Values.value(value)));
  }

  private Session session() {
    return fake(
        Session.class,
        (it, method, args) ->
            switch (method.getName()) {
              case "beginTransaction" -> transaction();
              case "run" -> result(List.of());
              default -> null;
            });
  }

  private Transaction transaction() {
    return fake(
        Transaction.class,
        (it, method, args) ->
            method.getName().equals("run") ? run((String) args[0], parameters(args[1])) : null);
  }

  private Result run(String statement, Map<String, Object> parameters) {
    asked.add(statement);
    return result(answers.apply(statement, parameters));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parameters(Object map) {
    return (Map<String, Object>) map;
  }

  @SuppressWarnings("unchecked")
  private static Result result(List<Record> rows) {
    return fake(
        Result.class,
        (it, method, args) ->
            switch (method.getName()) {
              case "list" -> rows.stream().map((Function<Record, Object>) args[0]).toList();
              case "single" -> rows.get(0);
              default -> null;
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
