package org.sluice.enrich.value;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.enrich.BlockParameters;
import org.sluice.fault.Nearest;

/**
 * How values are written where a field says nothing else: the parameters {@code decimal}, {@code
 * thousands}, {@code units}, {@code timeFormat}, {@code zone} and {@code language}, which all
 * blocks that read values have.
 *
 * @param decimal point or comma; empty where it is to be found
 * @param thousands what stands between thousands; empty for what is usual, {@code none} for nothing
 * @param timeFormat a pattern of {@link TimeForm}; empty where it is to be found
 */
public record Forms(
    String decimal,
    String thousands,
    Units units,
    String timeFormat,
    ZoneId zone,
    Locale language) {
  /** Of numbers that a table of prices has. */
  public static final String UNITS = "K=1000,M=1000000,B=1000000000,T=1000000000000,%=1";

  private static final Pattern TYPE = Pattern.compile("(json-or-)?([a-z]+)\\s*(?:\\((.*)\\))?");

  /**
   * @throws IllegalArgumentException which parameter is wrong, and how
   */
  public static Forms of(BlockParameters parameters) {
    Forms forms =
        new Forms(
            parameters.choice("decimal", "", "", ".", ","),
            parameters.text("thousands", ""),
            parameters.said("units", () -> Units.of(parameters.pairs("units", UNITS))),
            parameters.text("timeFormat", ""),
            parameters.said("zone", () -> zone(parameters.text("zone", "UTC"))),
            Locale.forLanguageTag(parameters.text("language", "en")));
    parameters.said("thousands", () -> forms.number("."));
    parameters.said("timeFormat", () -> forms.time(forms.timeFormat()));
    return forms;
  }

  /** The same with another sign before decimals. */
  public Forms withDecimal(String other) {
    return new Forms(other, thousands, units, timeFormat, zone, language);
  }

  /** The same with another sign between thousands, or {@code none}. */
  public Forms withThousands(String other) {
    return new Forms(decimal, other, units, timeFormat, zone, language);
  }

  /**
   * The types that fields are said to have.
   *
   * @throws IllegalArgumentException when one is none
   */
  public Map<String, ValueType> types(Map<String, String> said) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    said.forEach((field, type) -> types.put(field, type(field, type)));
    return types;
  }

  private ValueType type(String field, String said) {
    Matcher matcher = TYPE.matcher(said);
    if (!matcher.matches()) {
      throw unknown(field, said);
    }
    ValueType type = plain(field, said, matcher.group(2), matcher.group(3));
    return matcher.group(1) == null ? type : PlainType.jsonOr(type);
  }

  private ValueType plain(String field, String said, String word, String form) {
    return switch (word) {
      case "text" -> PlainType.TEXT;
      case "boolean" -> PlainType.BOOLEAN;
      case "json" -> PlainType.JSON;
      case "number" -> number(NumberType.Kind.NUMBER, form);
      case "integer" -> number(NumberType.Kind.INTEGER, form);
      case "decimal" -> number(NumberType.Kind.DECIMAL, form);
      case "exact" -> number(NumberType.Kind.EXACT, form);
      case "date" -> new TimeType(true, time(form == null ? timeFormat : form));
      case "time" -> new TimeType(false, time(form == null ? timeFormat : form));
      default -> throw unknown(field, said);
    };
  }

  private static IllegalArgumentException unknown(String field, String said) {
    return new IllegalArgumentException(
        "'"
            + field
            + "' is of type '"
            + said
            + "'; there are text, number, integer, decimal, exact, boolean, date, time and json, and"
            + " json-or- before another, such as json-or-text");
  }

  /** Numbers written with this before their decimals, where none is given for all. */
  NumberForm number(String otherwise) {
    return new NumberForm((decimal.isEmpty() ? otherwise : decimal).charAt(0), thousands, units);
  }

  private ValueType number(NumberType.Kind kind, String ownUnits) {
    NumberForm form = number(".");
    return new NumberType(
        kind, ownUnits == null ? form : form.with(Units.of(BlockParameters.pairs(ownUnits))));
  }

  /** A pattern, and behind {@code @} the zone that it has where the text says none. */
  TimeForm time(String said) {
    int at = said.lastIndexOf('@');
    ZoneId here = at < 0 ? zone : zone(said.substring(at + 1).strip());
    String pattern = (at < 0 ? said : said.substring(0, at)).strip();
    return new TimeForm(pattern.isEmpty() ? TimeForm.ISO : pattern, here, language);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      // Without the cause: its words would be told instead.
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no time zone, as Europe/Paris is"
              + Nearest.asked(name, ZoneId.getAvailableZoneIds()));
    }
  }
}
