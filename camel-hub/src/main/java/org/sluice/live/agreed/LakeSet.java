package org.sluice.live.agreed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the hubs of a lake have agreed on, and what each of them would have.
 *
 * @param version grows with every writing
 * @param number grows with every change of the files
 * @param since when they were last changed
 * @param files what every hub is to run, by file
 * @param hubs those that are there, by name
 * @param gone routes that were taken out
 */
public record LakeSet(
    long version,
    long number,
    Instant since,
    List<SetFile> files,
    List<HubWish> hubs,
    List<GoneRoute> gone) {
  static final LakeSet NONE = new LakeSet(0, 0, Instant.EPOCH, List.of(), List.of(), List.of());

  private static final int LETTERS = 10;

  private static final Comparator<HubWish> BY_NAME =
      Comparator.comparing(HubWish::name).thenComparing(HubWish::hub);

  public LakeSet {
    files = List.copyOf(files);
    hubs = List.copyOf(hubs);
    gone = List.copyOf(gone);
  }

  /** First letters of the hash of its files and their revisions: sets of the same are the same. */
  public String name() {
    StringBuilder text = new StringBuilder();
    files.forEach(one -> text.append(one.file()).append('\0').append(one.revision()).append('\0'));
    try {
      byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all);
      return HexFormat.of().formatHex(hash).substring(0, LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }

  /** The revision of each file. */
  public Map<String, String> revisions() {
    Map<String, String> revisions = new TreeMap<>();
    files.forEach(one -> revisions.put(one.file(), one.revision()));
    return revisions;
  }

  /** Routes that were taken out so long ago, and that no hub keeps waiting. */
  public List<GoneRoute> due(Instant now, Duration after) {
    return gone.stream()
        .filter(one -> !one.since().plus(after).isAfter(now))
        .filter(one -> hubs.stream().noneMatch(hub -> hub.keepsWaiting(one)))
        .toList();
  }

  /** The set once a hub was heard; who was not heard in time has no say. */
  LakeSet heard(HubWish mine, Instant now) {
    List<HubWish> there = new ArrayList<>(List.of(mine));
    hubs.stream()
        .filter(one -> !one.hub().equals(mine.hub()) && one.until().isAfter(now))
        .forEach(there::add);
    there.sort(BY_NAME);
    List<SetFile> decided = Decision.of(files, there);
    boolean moves = !decided.equals(files);
    return new LakeSet(
        version + 1,
        moves ? number + 1 : number,
        moves ? now : since,
        decided,
        there,
        gone(decided, there, now));
  }

  private List<GoneRoute> gone(List<SetFile> decided, List<HubWish> there, Instant now) {
    Set<String> ids = new HashSet<>();
    decided.forEach(one -> ids.addAll(one.ids()));
    Map<String, GoneRoute> left = new TreeMap<>();
    for (SetFile file : files) {
      file.ids().forEach(id -> left.put(id, new GoneRoute(id, file.file(), now)));
    }
    for (GoneRoute one : gone) {
      boolean waits = there.stream().anyMatch(hub -> hub.keepsWaiting(one));
      left.put(one.route(), waits ? new GoneRoute(one.route(), one.file(), now) : one);
    }
    left.keySet().removeAll(ids);
    return List.copyOf(left.values());
  }

  /** The set without a hub of that id, or of that name where no id is given. */
  LakeSet without(String hub, String name) {
    return new LakeSet(
        version + 1,
        number,
        since,
        files,
        hubs.stream()
            .filter(one -> hub == null ? !one.name().equals(name) : !one.hub().equals(hub))
            .toList(),
        gone);
  }

  /** The set without routes that were taken out, of which nothing is left to be done. */
  LakeSet forgetting(Collection<String> routes) {
    return new LakeSet(
        version + 1,
        number,
        since,
        files,
        hubs,
        gone.stream().filter(one -> !routes.contains(one.route())).toList());
  }

  /** Whether it says what another says; when it was said does not count. */
  boolean saysThat(LakeSet other) {
    if (!files.equals(other.files) || hubs.size() != other.hubs.size()) {
      return false;
    }
    Map<String, HubWish> others = new HashMap<>();
    other.hubs.forEach(one -> others.put(one.hub(), one));
    return hubs.stream()
            .allMatch(one -> others.containsKey(one.hub()) && one.saysThat(others.get(one.hub())))
        && routes(gone).equals(routes(other.gone));
  }

  private static List<String> routes(List<GoneRoute> gone) {
    return gone.stream().map(GoneRoute::route).toList();
  }
}
