package org.sluice.enrich.value;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How the times of a column are written: the one form that all of them have. */
final class TimeGuess {
  private static final List<String> DAYS =
      List.of(
          "yyyy/M/d",
          "MMM d, yyyy",
          "MMMM d, yyyy",
          "d MMM yyyy",
          "d MMMM yyyy",
          "d-MMM-yyyy",
          "d.M.yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "d-M-yyyy",
          "M-d-yyyy");
  private static final List<String> TIMES = List.of("", "[ ][, ]H:mm[:ss]", "[ ][, ]h:mm[:ss] a");

  private final List<TimeForm> known = new ArrayList<>();

  TimeGuess(Forms forms) {
    if (forms.timeFormat().isEmpty()) {
      known.add(forms.time(TimeForm.ISO));
      TIMES.forEach(time -> DAYS.forEach(day -> known.add(forms.time(day + time))));
    } else {
      known.add(forms.time(forms.timeFormat()));
    }
  }

  /** The type; null where none fits, or where two fit and say different times. */
  ValueType type(List<String> cells) {
    TimeForm found = null;
    List<Object> said = null;
    for (TimeForm form : known) {
      List<Object> read = read(cells, form);
      if (read != null && said != null && !read.equals(said)) {
        return null;
      }
      if (read != null && said == null) {
        found = form;
        said = read;
      }
    }
    return found == null
        ? null
        : new TimeType(said.stream().allMatch(LocalDate.class::isInstance), found);
  }

  private static List<Object> read(List<String> cells, TimeForm form) {
    List<Object> read = new ArrayList<>(cells.size());
    for (String cell : cells) {
      Object value = cell.length() > 60 ? null : form.read(cell);
      if (value == null) {
        return null;
      }
      read.add(value);
    }
    return read;
  }
}
