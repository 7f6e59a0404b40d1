package org.sluice.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The members of an archive: a record of each, for a route, and how to come by each. */
public final class Listing extends ArrayList<Map<String, Object>> {
  private final transient List<Contained> members;
  private final transient Map<String, Integer> doubled;

  /**
   * @param doubled names that several files have, with how many of these do not stand
   */
  Listing(List<Contained> members, Map<String, Integer> doubled) {
    this.members = List.copyOf(members);
    this.doubled = new TreeMap<>(doubled);
    this.members.forEach(member -> add(member.shown()));
  }

  public List<Contained> members() {
    return members;
  }

  /** Names that several files have, with how many of these do not stand. */
  public Map<String, Integer> doubled() {
    return doubled;
  }
}
