package org.sluice.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sluice.check.BlockText;
import org.sluice.check.RouteText;

/**
 * A route file with all that makes its routes.
 *
 * @param text of the file
 * @param policies that hold for it
 * @param blocks that it uses, and those that these use
 * @param revision hash of the files of its folder, these policies and these blocks
 */
record RouteUnit(
    RouteFile file,
    RouteText text,
    List<RouteFile> policies,
    List<RouteFile> blocks,
    String revision) {
  /** Those of all route files. */
  static Map<String, RouteUnit> of(Collection<RouteFile> files, Parts parts) {
    Map<String, RouteUnit> units = new TreeMap<>();
    for (RouteFile file : files) {
      if (file.isRoute()) {
        units.put(file.path(), of(file, files, parts));
      }
    }
    return units;
  }

  private static RouteUnit of(RouteFile file, Collection<RouteFile> files, Parts parts) {
    String text = file.text();
    List<RouteFile> policies =
        parts.policies().stream().filter(one -> parts.text(one).isFor(text)).toList();
    StringBuilder all = new StringBuilder(text);
    policies.forEach(policy -> all.append(policy.text()));
    List<RouteFile> blocks = used(all.toString(), parts.blocks());
    List<RouteFile> makes = new ArrayList<>();
    if (file.folder().isEmpty()) {
      makes.add(file);
    } else {
      files.stream().filter(one -> one.path().startsWith(file.folder())).forEach(makes::add);
    }
    makes.addAll(policies);
    makes.addAll(blocks);
    return new RouteUnit(
        file,
        RouteText.of(file.path(), file.bytes() == null ? new byte[0] : file.bytes()),
        policies,
        blocks,
        Revision.of(makes));
  }

  /** Blocks that a text speaks of, and those that these speak of. */
  private static List<RouteFile> used(String text, Collection<RouteFile> blocks) {
    Map<String, RouteFile> used = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>(List.of(text));
    while (!texts.isEmpty()) {
      String each = texts.remove(0);
      for (RouteFile block : blocks) {
        if (!used.containsKey(block.path()) && speaks(each, BlockText.name(block.path()))) {
          used.put(block.path(), block);
          texts.add(block.text());
        }
      }
    }
    return new ArrayList<>(new TreeMap<>(used).values());
  }

  private static boolean speaks(String text, String name) {
    return text.contains(name)
        && Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])").matcher(text).find();
  }
}
