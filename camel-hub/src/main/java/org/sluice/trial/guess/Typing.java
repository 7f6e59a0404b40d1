package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluice.enrich.value.Forms;
import org.sluice.enrich.value.Guess;
import org.sluice.enrich.value.ValueType;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/** What texts in records say: numbers, times, truths; and the block that reads them as these. */
final class Typing {
  private static final String BLOCK = "types-action";
  private static final Set<String> NUMBERS = Set.of("number", "decimal");
  private static final Set<String> READ = Set.of("number", "decimal", "boolean", "date", "time");

  /** What a name of a field may not hold to stand in a list of them as it is. */
  private static final Pattern UNFIT = Pattern.compile("[,=(){}\"&+\\p{Cntrl}]|^\\s|\\s$|^$");

  private static final Pattern NOT_WHOLE = Pattern.compile("[.,%\\p{L}]");

  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> holders = new HashSet<>();
  private final Set<String> nulls;
  private final Signs signs;
  private final Forms forms;
  private final boolean all;
  private final boolean pins;

  /**
   * @param known types of some fields, by their names
   * @param all whether every value came as a text; else only those are read which nobody would
   *     write so who meant a text
   * @param pins whether also that is said which came as a number or a truth already
   */
  private Typing(
      List<Map<String, Object>> records, Map<String, String> known, boolean all, boolean pins) {
    this.all = all;
    this.pins = pins;
    records.forEach(record -> add("", record, 1));
    columns.keySet().removeIf(name -> UNFIT.matcher(name).find() || holders.contains(name));
    List.copyOf(columns.keySet()).stream()
        .filter(known::containsKey)
        .forEach(name -> know(name, known.get(name)));
    nulls = NullWords.of(columns.values());
    signs = Signs.of(columns.values().stream().map(this::texts).toList(), false);
    forms = signs.decimal().isEmpty() ? signs.forms().withDecimal(".") : signs.forms();
    columns.forEach(this::type);
  }

  /** What was read: by which blocks, and the records that came of it. */
  record Read(List<Step> steps, List<Map<String, Object>> records) {}

  /** Reads a sample, and once more with its texts as what they say, where they say something. */
  static Read read(
      org.sluice.trial.guess.Guess.Reader reader,
      Step block,
      byte[] bytes,
      String contentType,
      boolean all)
      throws UnguessableException {
    return read(reader, block, bytes, contentType, Map.of(), all);
  }

  /** The same, the types of some fields being known. */
  static Read read(
      org.sluice.trial.guess.Guess.Reader reader,
      Step block,
      byte[] bytes,
      String contentType,
      Map<String, String> known,
      boolean all)
      throws UnguessableException {
    return read(reader, block, bytes, contentType, new Choice(known, all, false));
  }

  /**
   * The same of records that come with types, for a table: what is none of its column's type is a
   * fault then, and makes the column no other.
   */
  static Read pinned(
      org.sluice.trial.guess.Guess.Reader reader, Step block, byte[] bytes, String contentType)
      throws UnguessableException {
    return read(reader, block, bytes, contentType, new Choice(Map.of(), false, true));
  }

  private record Choice(Map<String, String> known, boolean all, boolean pins) {}

  private static Read read(
      org.sluice.trial.guess.Guess.Reader reader,
      Step block,
      byte[] bytes,
      String contentType,
      Choice choice)
      throws UnguessableException {
    List<Map<String, Object>> records = reader.records(List.of(block), bytes, contentType);
    Optional<Step> typing = new Typing(records, choice.known(), choice.all(), choice.pins()).step();
    if (typing.isEmpty()) {
      return new Read(List.of(block), records);
    }
    List<Step> both = List.of(block, typing.get());
    return new Read(both, reader.records(both, bytes, contentType));
  }

  private void know(String name, String type) {
    columns.remove(name);
    if (!type.equals("text")) {
      types.put(name, type);
    }
  }

  private void add(String path, Map<?, ?> record, int depth) {
    record.forEach((key, value) -> add(path + key, value, depth));
  }

  private void add(String name, Object value, int depth) {
    if (value instanceof Map<?, ?> inner && depth < Columns.DEEPEST && !inner.isEmpty()) {
      // Where others have a text there, it is no number to be read.
      holders.add(name);
      add(name + ".", inner, depth + 1);
    } else if (all && value instanceof List<?> parts && !parts.isEmpty()) {
      parts.forEach(part -> add(name + "[]", part, depth));
    } else if (value != null && (columns.size() < Columns.MOST || columns.containsKey(name))) {
      columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  private List<String> texts(List<Object> values) {
    return values.stream()
        .filter(each -> each instanceof String text && !text.isBlank())
        .map(String.class::cast)
        .filter(text -> !nulls.contains(text.strip()))
        .toList();
  }

  private void type(String name, List<Object> values) {
    boolean numbers = values.stream().anyMatch(Number.class::isInstance);
    if (pins && values.stream().allMatch(Boolean.class::isInstance)) {
      types.put(name, "boolean");
    }
    if (values.stream().anyMatch(each -> !(each instanceof String || each instanceof Number))) {
      return;
    }
    List<String> texts = texts(values);
    if (texts.isEmpty()) {
      if (numbers && (pins || values.stream().anyMatch(String.class::isInstance))) {
        types.put(name, "number");
      }
      return;
    }
    ValueType type = new Guess(forms, List.of(texts), false).type(texts);
    boolean number = NUMBERS.contains(type.word());
    boolean meant =
        all || numbers || (number ? isNoName(name, texts) : !type.said().equals("date"));
    if (READ.contains(type.word()) && (number || !numbers) && meant) {
      String said = PlainType.said(type, texts, forms);
      if (all || number || !said.equals("time")) {
        types.put(name, said);
      }
    }
  }

  private static boolean isNoName(String name, List<String> texts) {
    return !new Column(name).namedId() && texts.stream().anyMatch(NOT_WHOLE.asPredicate());
  }

  private Optional<Step> step() {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    List<String> said = new ArrayList<>(List.of("Texts in the sample, read as what they say."));
    if (pins) {
      said.add("Numbers too: a text among them is a fault, and makes no column a text.");
    }
    if (types.values().stream().anyMatch(type -> type.startsWith("time"))) {
      said.add("Times without a zone are UTC, unless 'zone' says another.");
    }
    parameters.add(
        new Parameter(
            "types",
            types.entrySet().stream()
                .map(type -> type.getKey() + "=" + type.getValue())
                .collect(Collectors.joining(",")),
            said));
    parameters.addAll(signs.parameters());
    if (!nulls.isEmpty()) {
      parameters.add(NullWords.said(nulls));
    }
    return Optional.of(new Step(BLOCK, List.of(), parameters));
  }
}
