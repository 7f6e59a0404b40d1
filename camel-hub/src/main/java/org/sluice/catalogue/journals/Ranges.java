package org.sluice.catalogue.journals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers, kept as ranges that neither touch nor overlap. */
final class Ranges {
  /** Both ends included. */
  record Range(long from, long to) {
    long size() {
      return to - from + 1;
    }
  }

  private final TreeMap<Long, Long> ends = new TreeMap<>();

  /** The numbers from one to another; none where {@code to} is less. */
  static Ranges of(long from, long to) {
    Ranges ranges = new Ranges();
    ranges.add(from, to);
    return ranges;
  }

  void add(long from, long to) {
    if (from > to) {
      return;
    }
    long first = from;
    long last = to;
    Map.Entry<Long, Long> left = ends.floorEntry(first);
    if (left != null && left.getValue() >= first - 1) {
      first = left.getKey();
      last = Math.max(last, left.getValue());
    }
    Map.Entry<Long, Long> next = ends.ceilingEntry(first);
    while (next != null && next.getKey() <= last + 1) {
      last = Math.max(last, next.getValue());
      ends.remove(next.getKey());
      next = ends.ceilingEntry(first);
    }
    ends.put(first, last);
  }

  void remove(long from, long to) {
    if (from > to) {
      return;
    }
    Map.Entry<Long, Long> hit = ends.floorEntry(to);
    while (hit != null && hit.getValue() >= from) {
      ends.remove(hit.getKey());
      if (hit.getValue() > to) {
        ends.put(to + 1, hit.getValue());
      }
      if (hit.getKey() < from) {
        ends.put(hit.getKey(), from - 1);
      }
      hit = ends.lowerEntry(hit.getKey());
    }
  }

  void addAll(Ranges others) {
    others.ends.forEach(this::add);
  }

  void removeAll(Ranges others) {
    others.ends.forEach(this::remove);
  }

  /** These numbers without those. */
  Ranges minus(Ranges others) {
    Ranges left = new Ranges();
    left.addAll(this);
    left.removeAll(others);
    return left;
  }

  /** How many numbers. */
  long size() {
    return list().stream().mapToLong(Range::size).sum();
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  /** Lowest first. */
  List<Range> list() {
    return ends.entrySet().stream().map(e -> new Range(e.getKey(), e.getValue())).toList();
  }
}
