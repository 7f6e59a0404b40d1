package org.sluice.enrich;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Fields of records that a parameter of a block or a sink names.
 *
 * @param block whose parameter it is, as routes call it
 * @param parameter its name
 * @param names of the fields; points say the way into nested ones, {@code []} into a list's parts
 * @param as what a record is when they are looked for in it
 */
public record NamedFields(
    String block, String parameter, List<String> names, UnaryOperator<Map<String, Object>> as) {
  public static NamedFields of(String block, String parameter, Collection<String> names) {
    return new NamedFields(block, parameter, List.copyOf(names), UnaryOperator.identity());
  }
}
