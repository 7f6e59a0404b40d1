package org.sluice.event;

import java.util.Set;

/**
 * Who an object belongs to. Containers of the lake's own accounts are projects by their name;
 * elsewhere the project is {@code <account>.<container>}, so that nobody gets into another's gold by
 * naming a container alike.
 *
 * @param lakeAccounts accounts that the settings list as the lake's
 */
public record Projects(Set<String> lakeAccounts) {
  public Projects {
    lakeAccounts = Set.copyOf(lakeAccounts);
  }

  public String of(String account, String container) {
    return lakeAccounts.contains(account) ? container : account + "." + container;
  }
}
