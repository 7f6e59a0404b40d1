package org.sluice.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The members of an archive: a record of each, for a route, and how to come by each. */
public final class Listing extends ArrayList<Map<String, Object>> {
  private final transient List<Contained> members;

  public Listing(List<Contained> members) {
    this.members = List.copyOf(members);
    this.members.forEach(member -> add(member.shown()));
  }

  public List<Contained> members() {
    return members;
  }
}
