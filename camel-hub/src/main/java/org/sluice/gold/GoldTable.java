package org.sluice.gold;

import java.util.List;

/**
 * An answer of a gold database.
 *
 * @param columns names of the columns
 * @param rows values of plain types that JSON knows: texts, numbers, booleans, nulls, lists, maps
 * @param cut whether there are more rows than these
 */
public record GoldTable(List<String> columns, List<List<Object>> rows, boolean cut) {
  public GoldTable(List<String> columns, List<List<Object>> rows) {
    this(columns, rows, false);
  }
}
