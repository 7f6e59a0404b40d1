package org.sluice.catalogue;

import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.sluice.event.LakeObject;

/**
 * What one attempt of a run did.
 *
 * @param number from 1
 * @param operations in the order in which they began
 * @param goldServices services that it wrote to
 * @param goneServices services that hold nothing of the object since
 */
public record Attempt(
    RunKey run,
    int number,
    LakeObject object,
    List<Operation> operations,
    List<String> goldServices,
    List<String> goneServices) {
  List<Operation> of(String outcome) {
    return operations.stream().filter(o -> o.outcome().equals(outcome)).toList();
  }

  /** The last attempt of a run whose operations are on record; null where none is. */
  public static Attempt last(RunKey key, Document run, LakeObject object) {
    List<Operation> all =
        run.getList("operations", Document.class, List.of()).stream().map(Operation::of).toList();
    if (all.isEmpty()) {
      return null;
    }
    int number = all.get(all.size() - 1).attempt();
    List<Document> gold = run.getList("gold", Document.class, List.of());
    return new Attempt(
        key,
        number,
        object,
        all.stream().filter(one -> one.attempt() == number).toList(),
        gold.stream().map(one -> one.getString("service")).distinct().toList(),
        List.of());
  }

  /** Operations of one outcome as the object's document keeps them. */
  List<Document> known(String outcome) {
    String user = object.user() == null ? "" : object.user();
    String of =
        user.substring(user.lastIndexOf(':') + 1)
            + "_"
            + object.key().container()
            + "_"
            + object.swiftId();
    return of(outcome).stream().map(operation -> known(operation, of)).toList();
  }

  /** In the layout that tools know, with ours beside it. */
  private Document known(Operation operation, String of) {
    String revision = operation.revision() == null ? run.revision() : operation.revision();
    String dag = run.route() + "@" + revision + " " + of + ":" + operation.started();
    return new Document("execution_date", Date.from(operation.started()))
        .append("dag_id", dag)
        .append("operation_instance", run.route() + "." + operation.step())
        .append("route", run.route())
        .append("revision", revision)
        .append("step", operation.step())
        .append("attempt", operation.attempt())
        .append("duration", operation.durationMs())
        .append("error", operation.trouble() == null ? null : operation.trouble().message());
  }
}
