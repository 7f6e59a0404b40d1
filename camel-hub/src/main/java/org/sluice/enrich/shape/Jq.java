package org.sluice.enrich.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.RouteFile;
import org.sluice.fault.ProgramException;

/**
 * {@code jq}: each record through a jq program; each object that it puts out is a record. There is
 * neither the clock nor the environment in it: the first would make a replay another thing, the
 * second holds secrets.
 */
public final class Jq extends ShapeBlock {
  private static final Version VERSION = Versions.JQ_1_6;
  private static final Set<String> LEFT_OUT = Set.of("now/0", "env/0", "debug_scope/0");
  private static final Pattern UNKNOWN =
      Pattern.compile("does not exist|is not defined|module not found");
  private static final Pattern AT = Pattern.compile("^(.*?) at line (\\d+), column (\\d+)");
  private static final Pattern MET =
      Pattern.compile("Encountered \" (?:\"[^\"]*\"|<[^>]*>) \"(.*?) \"\"");
  private static final Scope BUILT_IN = builtIn();

  /** Of one record. */
  private static final int MOST_RECORDS = 100_000;

  private final JsonQuery query;

  public Jq(BlockParameters parameters) {
    RouteFile file = parameters.file("file");
    String text = parameters.text("query", null);
    if ((file == null) == (text == null)) {
      throw new IllegalArgumentException("either 'query' or 'file' is to be given");
    }
    query = parameters.said(file == null ? "query" : "file", () -> compile(text, file));
  }

  private static JsonQuery compile(String text, RouteFile file) {
    String program = file == null ? text : file.text();
    try {
      JsonQuery query = JsonQuery.compile(program, VERSION);
      requireKnown(query);
      return query;
    } catch (JsonQueryException e) {
      throw unreadable(e, program, file == null ? "the jq program" : file.name());
    }
  }

  /** With the place in the program, which is none in the route's file. */
  private static ProgramException unreadable(JsonQueryException e, String program, String where) {
    // The place is in what the parser says, and not in what is said around it.
    String said = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    Matcher at = AT.matcher(said.replaceAll("\\s+", " "));
    if (!at.find()) {
      return new ProgramException("no jq program: " + reason(e), program, 0, 0, e);
    }
    int line = Integer.parseInt(at.group(2));
    int column = Integer.parseInt(at.group(3));
    String place = "in " + where + ", line " + line + ", column " + column;
    return new ProgramException(
        "no jq program: " + met(at.group(1)) + " " + place, program, line, column, e);
  }

  /** What stands there that does not fit, without the long list of what would. */
  private static String met(String said) {
    Matcher met = MET.matcher(said);
    return met.find()
        ? "'" + met.group(1) + "' does not fit"
        : said.contains("<EOF>") ? "it ends too early" : said;
  }

  /** A function that there is not shows when it is called only. */
  private static void requireKnown(JsonQuery query) throws JsonQueryException {
    try {
      query.apply(
          scope(),
          NullNode.getInstance(),
          node -> {
            throw new Stop();
          });
    } catch (Stop | StackOverflowError e) {
      // It goes as far as its first output, or needs a record to end.
    } catch (JsonQueryException e) {
      if (UNKNOWN.matcher(String.valueOf(e.getMessage())).find()) {
        throw e;
      }
    }
  }

  @Override
  void shape(Map<String, Object> record, Step step, Consumer<Map<String, Object>> out) {
    int[] count = new int[1];
    try {
      query.apply(
          scope(),
          Nodes.of(record),
          node -> {
            if (++count[0] > MOST_RECORDS) {
              throw new IllegalArgumentException(
                  "makes more than " + MOST_RECORDS + " records in jq");
            }
            out.accept(object(node));
          });
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException("fails in jq: " + reason(e), e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("fails in jq: the program calls itself without end", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "becomes no object in jq, but " + Fields.shown(node.toString()));
    }
    return (Map<String, Object>) Nodes.value(node);
  }

  private static String reason(JsonQueryException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  private static Scope scope() {
    return Scope.newChildScope(BUILT_IN);
  }

  private static Scope builtIn() {
    Scope scope = Scope.newEmptyScope();
    BuiltinFunctionLoader.getInstance()
        .listFunctions(VERSION, scope)
        .forEach(
            (name, function) -> {
              if (!LEFT_OUT.contains(name)) {
                scope.addFunction(name, function);
              }
            });
    return scope;
  }

  /** Ends a program that was tried only. */
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
