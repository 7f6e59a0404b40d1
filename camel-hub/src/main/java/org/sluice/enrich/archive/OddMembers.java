package org.sluice.enrich.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluice.archive.Contained;
import org.sluice.archive.Listing;
import org.sluice.run.Noted;

/** Tells of an archive's files that become no object, or one that is parked. */
record OddMembers(Listing listing) implements Noted {
  private static final int SHOWN = 5;

  @Override
  public String note() {
    List<String> said = new ArrayList<>();
    doubled(listing.doubled(), said);
    refused(listing.members().stream().filter(one -> one.refused() != null).toList(), said);
    return said.isEmpty() ? null : String.join(" ", said);
  }

  private static void doubled(Map<String, Integer> doubled, List<String> said) {
    if (!doubled.isEmpty()) {
      int files = doubled.values().stream().mapToInt(Integer::intValue).sum() + doubled.size();
      said.add(
          "%d files of the archive have %s, and of each name the last one stands: %s."
              .formatted(
                  files,
                  doubled.size() == 1 ? "one name" : doubled.size() + " names",
                  shown(doubled.keySet().stream(), doubled.size())));
    }
  }

  private void refused(List<Contained> refused, List<String> said) {
    if (!refused.isEmpty()) {
      said.add(
          "%d of %d file%s %s refused, and parked as such: %s"
              .formatted(
                  refused.size(),
                  listing.size(),
                  listing.size() == 1 ? "" : "s",
                  refused.size() == 1 ? "is" : "are",
                  shown(
                      refused.stream().map(one -> one.path() + ": " + one.refused()),
                      refused.size())));
    }
  }

  private static String shown(Stream<String> all, int count) {
    return all.limit(SHOWN).collect(Collectors.joining(", "))
        + (count > SHOWN ? " and " + (count - SHOWN) + " more" : "");
  }
}
