package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sluice.enrich.value.Codes;
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

  private static final Pattern NOT_WHOLE = Pattern.compile("[.,%\\p{L}]");

  private final Map<String, List<Object>> columns = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> holders = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> nulls;
  private final Signs signs;
  private final Forms forms;
  private final Choice choice;

  /** Whether some texts are read as something else. */
  private boolean reads;

  /** Whether the type of some fields is held that came with it. */
  private boolean holds;

  /**
   * What is to be typed.
   *
   * @param known types of some fields, by their names
   * @param all whether every value came as a text; else only those are read which nobody would
   *     write so who meant a text
   * @param pins of which fields also that is said which came as a number or a truth already
   */
  private record Choice(Map<String, String> known, boolean all, Predicate<String> pins) {}

  private Typing(List<Map<String, Object>> records, Choice choice) {
    this.choice = choice;
    records.forEach(record -> add("", record, 1));
    List<String> torn = columns.keySet().stream().filter(this::isTorn).toList();
    columns.keySet().removeIf(name -> holders.contains(name) || isWithin(name, torn));
    torn.forEach(name -> notes.addAll(Prose.lines(tornSaid(name))));
    List.copyOf(columns.keySet()).stream()
        .filter(choice.known()::containsKey)
        .forEach(name -> know(name, choice.known().get(name)));
    nulls = NullWords.of(columns.values());
    Map<String, List<String>> texts = new LinkedHashMap<>();
    columns.forEach((name, values) -> texts.put(name, texts(values)));
    signs = Signs.of(texts, (char) 0, true);
    forms = signs.decimal().isEmpty() ? signs.forms().withDecimal(".") : signs.forms();
    columns.forEach(this::type);
  }

  /**
   * What was read: by which blocks, and the records that came of it.
   *
   * @param untyped the records as the first block reads them
   */
  record Read(
      List<Step> steps, List<Map<String, Object>> records, List<Map<String, Object>> untyped) {
    /**
     * The blocks where some fields' types are held that came with them: what is none of its field's
     * type is a fault then, and makes the field no other.
     */
    List<Step> pinning(Set<String> fields) {
      Choice choice = new Choice(Map.of(), false, fields::contains);
      return fields.isEmpty() ? steps : new Typing(untyped, choice).steps(steps.get(0));
    }
  }

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
    return read(reader, block, bytes, contentType, new Choice(known, all, name -> false));
  }

  /**
   * The same of records that come with types, for a table: what is none of its column's type is a
   * fault then, and makes the column no other.
   */
  static Read pinned(
      org.sluice.trial.guess.Guess.Reader reader, Step block, byte[] bytes, String contentType)
      throws UnguessableException {
    return read(reader, block, bytes, contentType, new Choice(Map.of(), false, name -> true));
  }

  private static Read read(
      org.sluice.trial.guess.Guess.Reader reader,
      Step block,
      byte[] bytes,
      String contentType,
      Choice choice)
      throws UnguessableException {
    List<Map<String, Object>> untyped = reader.records(List.of(block), bytes, contentType);
    List<Step> steps = new Typing(untyped, choice).steps(block);
    return new Read(
        steps, steps.size() == 1 ? untyped : reader.records(steps, bytes, contentType), untyped);
  }

  private void know(String name, String type) {
    columns.remove(name);
    if (!type.equals("text")) {
      types.put(name, type);
      reads = true;
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
    } else if (choice.all() && value instanceof List<?> parts && !parts.isEmpty()) {
      parts.forEach(part -> add(name + "[]", part, depth));
    } else if (value != null && (columns.size() < Columns.MOST || columns.containsKey(name))) {
      columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  /** Whether it holds others in some records, and is a text or a list in some. */
  private boolean isTorn(String name) {
    return holders.contains(name)
        && columns.get(name).stream()
            .anyMatch(
                each -> each instanceof List || (each instanceof String text && !text.isBlank()));
  }

  private static boolean isWithin(String name, List<String> holders) {
    return holders.stream().anyMatch(each -> name.startsWith(each + "."));
  }

  private static String tornSaid(String name) {
    return "'%s' holds fields in some records, and a text or a list in others: it is left as it comes."
        .formatted(Prose.shown(name));
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
    boolean pins = choice.pins().test(name);
    if (pins && values.stream().allMatch(Boolean.class::isInstance)) {
      put(name, "boolean");
      holds = true;
    }
    if (values.stream().anyMatch(each -> !(each instanceof String || each instanceof Number))) {
      return;
    }
    List<String> texts = texts(values);
    if (texts.isEmpty()) {
      if (numbers && (pins || values.stream().anyMatch(String.class::isInstance))) {
        put(name, "number");
        holds = true;
      }
      return;
    }
    Guess guess = new Guess(forms, List.of(texts), false);
    ValueType type = guess.type(texts);
    boolean number = NUMBERS.contains(type.word());
    sayLeft(name, texts, guess.codes(texts));
    if (type.word().equals("text")
        && guess.codes(texts) == null
        && !signs.odd().containsKey(name)) {
      notes.addAll(NearlyRead.said(name, texts, signs.decimal(), false));
    }
    boolean meant =
        choice.all() || numbers || (number ? isNoName(name, texts) : !type.said().equals("date"));
    if (READ.contains(type.word()) && (number || !numbers) && meant) {
      String said = PlainType.said(type, texts, forms);
      if (choice.all() || number || !said.equals("time")) {
        put(name, said);
        reads = true;
        WithUnits.said(name, texts, type, forms).ifPresent(unit -> notes.addAll(Prose.lines(unit)));
        notes.addAll(signs.twoWays().getOrDefault(name, List.of()));
      }
    }
  }

  /** Says why texts stay texts that could be numbers. */
  private void sayLeft(String name, List<String> texts, Codes codes) {
    if (codes != null && choice.all()) {
      notes.addAll(LeftTexts.codes(name, texts, codes, signs.decimal(), false));
    }
    Signs.Odd odd = signs.odd().get(name);
    if (odd != null && (choice.all() || isNoName(name, texts))) {
      notes.addAll(LeftTexts.odd(name, odd, signs.decimal()));
    }
  }

  private void put(String name, String type) {
    if (FieldName.fits(name)) {
      types.put(name, type);
    } else {
      notes.addAll(
          Prose.lines(
              "'%s' is left as it comes, and could be a %s: 'types' cannot hold the name."
                  .formatted(Prose.shown(name), type)));
    }
  }

  private static boolean isNoName(String name, List<String> texts) {
    return !new Column(name).namedId() && texts.stream().anyMatch(NOT_WHOLE.asPredicate());
  }

  /** A block that reads, and behind it the one that types, where there is something to be typed. */
  private List<Step> steps(Step block) {
    if (types.isEmpty()) {
      List<String> said = new ArrayList<>(block.said());
      said.addAll(notes);
      return List.of(new Step(block.block(), said, block.parameters()));
    }
    List<Parameter> parameters = new ArrayList<>();
    List<String> said = new ArrayList<>();
    if (reads) {
      said.add("Texts in the sample, read as what they say.");
    }
    if (holds) {
      said.add("As they are in the sample: another value is a fault, and makes no field a text.");
    }
    if (types.values().stream().anyMatch(type -> type.startsWith("time"))) {
      said.add("Times without a zone are UTC, unless 'zone' says another.");
    }
    parameters.add(
        new Parameter(
            "types",
            types.entrySet().stream()
                .map(type -> FieldName.said(type.getKey()) + "=" + type.getValue())
                .collect(Collectors.joining(",")),
            said));
    parameters.addAll(signs.parameters());
    if (!nulls.isEmpty()) {
      parameters.add(NullWords.said(nulls));
    }
    return List.of(block, new Step(BLOCK, notes, parameters));
  }
}
