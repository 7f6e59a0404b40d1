package org.sluice.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.check.BlockText;
import org.sluice.check.Finding;
import org.sluice.check.RouteText;

/** Blocks and policies: of each the last that was well. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final RouteContexts contexts;
  private final RouteFolder folder;
  private final Map<String, RouteFile> well = new TreeMap<>();
  private final Map<String, RouteText> texts = new HashMap<>();
  private final Map<String, Bad> bad = new TreeMap<>();

  private record Bad(RouteFile file, Finding finding) {}

  Parts(RouteContexts contexts, RouteFolder folder) {
    this.contexts = contexts;
    this.folder = folder;
  }

  /** Looks at those that have changed. */
  void update(Map<String, RouteFile> files) {
    well.keySet().retainAll(files.keySet());
    bad.keySet().retainAll(files.keySet());
    try (Looks looks = new Looks(contexts, folder)) {
      for (RouteFile file : files.values()) {
        if (file.isBlock() || file.isPolicy()) {
          look(file, looks);
        }
      }
    }
  }

  private void look(RouteFile file, Looks looks) {
    if (file.isSame(well.get(file.path()))) {
      bad.remove(file.path());
      return;
    }
    Bad before = bad.get(file.path());
    if (before != null && file.isSame(before.file())) {
      return;
    }
    RouteText text = text(file);
    Finding finding = complaint(file, text, looks);
    if (finding == null) {
      bad.remove(file.path());
      well.put(file.path(), file);
    } else {
      bad.put(file.path(), new Bad(file, finding));
      LOG.error(
          "{}:{} is refused{}: {}",
          file.path(),
          finding.line(),
          well.containsKey(file.path()) ? ", what it was before is used" : "",
          finding.message());
    }
  }

  private static Finding complaint(RouteFile file, RouteText text, Looks looks) {
    if (file.trouble() != null) {
      return new Finding(Finding.Level.ERROR, file.path(), 0, 0, file.trouble());
    }
    if (text.broken().isPresent()) {
      return text.broken().get();
    }
    try {
      looks.read(file);
      return null;
    } catch (Exception | LinkageError | StackOverflowError e) {
      return Diagnosis.of(text, e);
    }
  }

  RouteText text(RouteFile file) {
    return texts.computeIfAbsent(
        file.hash(),
        h -> RouteText.of(file.path(), file.bytes() == null ? new byte[0] : file.bytes()));
  }

  Collection<RouteFile> blocks() {
    return well.values().stream().filter(RouteFile::isBlock).toList();
  }

  Collection<RouteFile> policies() {
    return well.values().stream().filter(RouteFile::isPolicy).toList();
  }

  /** What blocks say of themselves, by name. */
  Map<String, BlockText> described() {
    return blocks().stream()
        .map(block -> BlockText.of(text(block)))
        .collect(Collectors.toMap(BlockText::name, Function.identity(), (a, b) -> a, TreeMap::new));
  }

  List<RouteText> policyTexts() {
    return policies().stream().map(this::text).toList();
  }

  Map<String, RouteText> texts() {
    Map<String, RouteText> all = new TreeMap<>();
    well.forEach((path, file) -> all.put(path, text(file)));
    return all;
  }

  List<Finding> errors() {
    return bad.values().stream().map(Bad::finding).toList();
  }

  /** Files that are wrong, with the revision of the one that is used in its place. */
  List<Refused> refused() {
    return bad.values().stream()
        .map(
            one -> {
              Finding finding = one.finding();
              RouteFile used = well.get(one.file().path());
              return new Refused(
                  finding.file(),
                  finding.line(),
                  finding.column(),
                  finding.message(),
                  used == null ? null : Revision.of(List.of(used)));
            })
        .toList();
  }
}
