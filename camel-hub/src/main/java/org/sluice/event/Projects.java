package org.sluice.event;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who an object belongs to. Containers of the lake's own accounts are projects by their name;
 * elsewhere the project is {@code <account>.<container>}, so that nobody gets into another's gold
 * by naming a container alike. A container of the lake that is itself named so is told in full too.
 *
 * @param lakeAccounts accounts that the settings list as the lake's
 */
public record Projects(Set<String> lakeAccounts) {
  private static final Pattern LIKE_ANOTHERS =
      Pattern.compile("([A-Za-z]+_[^.]*)\\..*", Pattern.DOTALL);

  public Projects {
    lakeAccounts = Set.copyOf(lakeAccounts);
  }

  public String of(String account, String container) {
    boolean plain = lakeAccounts.contains(account) && !LIKE_ANOTHERS.matcher(container).matches();
    return plain ? container : account + "." + container;
  }

  /** The account that a project's name begins with; empty where it names none. */
  public static Optional<String> account(String project) {
    Matcher named = LIKE_ANOTHERS.matcher(project);
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }
}
