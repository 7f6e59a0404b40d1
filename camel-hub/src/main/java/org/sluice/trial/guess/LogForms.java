package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The forms of logs that are known. */
final class LogForms {
  /** A time that lines begin with. */
  private record Begin(String pattern, String type) {}

  private static final String DAY = "\\d\\d\\d\\d-\\d\\d-\\d\\d";
  private static final String DOTTED = "\\d\\d?\\.\\d\\d?\\.\\d\\d\\d\\d";
  private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\d";
  private static final String ZONE = "(?:Z|[+-]\\d\\d:?\\d\\d)";
  private static final String ISO = DAY + "T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?" + ZONE + "?";
  private static final String ENGLISH = "[A-Z][a-z][a-z]";

  private static final List<Begin> BEGINS =
      List.of(
          new Begin(ISO, "time"),
          new Begin(DAY + " " + CLOCK + ",\\d\\d\\d", "time(yyyy-MM-dd HH:mm:ss,SSS)"),
          new Begin(DAY + " " + CLOCK + "\\.\\d\\d\\d [A-Z]+", "time(yyyy-MM-dd HH:mm:ss.SSS z)"),
          new Begin(DAY + " " + CLOCK + " [+-]\\d\\d\\d\\d", "time(yyyy-MM-dd HH:mm:ss Z)"),
          new Begin(DAY + " \\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?" + ZONE + "?", "time"),
          new Begin(
              "\\d\\d\\d\\d/\\d\\d/\\d\\d " + CLOCK + "\\.\\d\\d\\d\\d\\d\\d",
              "time(yyyy/MM/dd HH:mm:ss.SSSSSS)"),
          new Begin("\\d\\d\\d\\d/\\d\\d/\\d\\d " + CLOCK, "time(yyyy/MM/dd HH:mm:ss)"),
          new Begin(
              "\\d\\d/" + ENGLISH + "/\\d\\d\\d\\d:" + CLOCK + " [+-]\\d\\d\\d\\d",
              "time(dd/MMM/yyyy:HH:mm:ss Z)"),
          new Begin(
              ENGLISH + " " + ENGLISH + " \\d\\d " + CLOCK + "\\.\\d\\d\\d\\d\\d\\d \\d\\d\\d\\d",
              "time(EEE MMM dd HH:mm:ss.SSSSSS yyyy)"),
          new Begin(
              ENGLISH + " " + ENGLISH + " \\d\\d " + CLOCK + " \\d\\d\\d\\d",
              "time(EEE MMM dd HH:mm:ss yyyy)"),
          new Begin("1\\d\\d\\d\\d\\d\\d\\d\\d\\d(?:\\.\\d+)?", "time(seconds)"),
          new Begin(DOTTED + " " + CLOCK + ",\\d\\d\\d", "time(d.M.yyyy HH:mm:ss,SSS)"),
          new Begin(DOTTED + " " + CLOCK + "\\.\\d\\d\\d", "time(d.M.yyyy HH:mm:ss.SSS)"),
          // Which of these numbers is the month shows in the values.
          new Begin("\\d\\d?[./]\\d\\d?[./]\\d\\d\\d\\d,? \\d\\d?:\\d\\d(?::\\d\\d)?", null));

  private static final String ANY = Message.GROUP;
  private static final String LEVEL = "(?<level>" + LogForm.LEVEL + ")";
  private static final String SENDER = "(?<app>[^\\s\\[:]+)(?:\\[(?<pid>\\d+)\\])?: ?" + ANY;

  /** What stands behind the time, the most telling first; by what it is called. */
  private static final Map<String, String> BEHIND = new LinkedHashMap<>();

  static {
    BEHIND.put(
        "time, level, process, thread, logger and message",
        "\\s+"
            + LEVEL
            + " +(?<pid>\\d+) +--- +\\[ *(?<thread>[^\\]]*)\\] +(?<logger>\\S+) *: "
            + ANY);
    BEHIND.put(
        "time, thread, level, logger and message",
        "\\s+\\[(?<thread>[^\\]]*)\\] +" + LEVEL + " +(?<logger>\\S+) +- " + ANY);
    BEHIND.put(
        "time, level, thread, logger and message",
        "\\s+" + LEVEL + " +\\[(?<thread>[^\\]]*)\\] +(?<logger>\\S+)(?: +-|:) " + ANY);
    BEHIND.put(
        "time, level, logger and message",
        "\\s+" + LEVEL + " +(?<logger>[\\w$]+\\.[\\w.$]+)(?: +-|:) " + ANY);
    BEHIND.put("time, logger, level and message", " - (?<logger>\\S+) - " + LEVEL + " - " + ANY);
    BEHIND.put(
        "time, level, process, thread and message (nginx's errors)",
        " \\[" + LEVEL + "\\] (?<pid>\\d+)#(?<thread>\\d+): " + ANY);
    BEHIND.put(
        "time, module, level, process, client and message (Apache's errors)",
        " \\[(?:(?<module>\\w*):)?"
            + LEVEL
            + "\\](?: \\[pid (?<pid>\\d+)(?::tid (?<thread>\\d+))?\\])?"
            + "(?: \\[client (?<client>[^\\]]+)\\])? "
            + ANY);
    BEHIND.put(
        "time, process, session, level and message (PostgreSQL's)",
        " \\[(?<pid>\\d+)\\](?: (?<session>\\S+@\\S+))? " + LEVEL + ": +" + ANY);
    BEHIND.put(
        "time, level and message",
        "\\s+(?:[|-] +)?[\\[(<]?" + LEVEL + "[\\])>]?(?: ?[:|-])?\\s+" + ANY);
    BEHIND.put("syslog: time, host, program, process and message", " (?<host>[\\w.-]+) " + SENDER);
    BEHIND.put("time and message", ":?\\s+" + ANY);
  }

  private static final String UNYEARED = ENGLISH + " [ \\d]\\d " + CLOCK;
  private static final String OR_DASH = "(?:-|(?<%s>%s))";
  private static final String QUOTED = "[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*";

  private LogForms() {}

  /** Of those that fit, the most telling one that as good as no line is lost by. */
  static Optional<LogForm> of(List<String> lines) {
    List<LogForm> all = new ArrayList<>(web());
    all.addAll(syslog());
    begin(lines).ifPresent(begin -> all.addAll(timed(begin)));
    long best = all.stream().mapToLong(form -> form.count(lines)).max().orElse(0);
    // Half of a log's lines may be what goes on from the line before, such as a stack trace.
    if (best == 0 || best * 2 < lines.size()) {
      return Message.of(lines, "", 2).map(whole -> new LogForm("KEY=VALUE", whole, Map.of()));
    }
    List<LogForm> fit = all.stream().filter(form -> form.count(lines) * 10 >= best * 9).toList();
    return Optional.of(filled(fit, lines).plain(lines).refined(lines));
  }

  /** The first or, where some of its groups are never there, the one that has just the others. */
  private static LogForm filled(List<LogForm> fit, List<String> lines) {
    Set<String> filled = fit.get(0).filled(lines);
    return fit.stream().filter(form -> form.groups().equals(filled)).findFirst().orElse(fit.get(0));
  }

  private static List<LogForm> web() {
    Map<String, String> types =
        Map.of(
            "time",
            "time(dd/MMM/yyyy:HH:mm:ss Z)",
            "status",
            "integer",
            "bytes",
            "integer",
            "user",
            "text",
            "path",
            "text",
            "agent",
            "text",
            "referer",
            "text",
            "rest",
            "text");
    String common =
        "(?<client>\\S+) "
            + OR_DASH.formatted("ident", "\\S+")
            + " "
            + OR_DASH.formatted("user", ".*?")
            + " \\[(?<time>[^\\]]+)\\] \"(?:(?<method>[A-Z]+) (?<path>\\S+)(?:"
            + " (?<protocol>[A-Z]+/[\\d.]+))?|(?<request>"
            + QUOTED
            + "))\" (?<status>\\d+) "
            + OR_DASH.formatted("bytes", "\\d+");
    String more =
        " \""
            + OR_DASH.formatted("referer", QUOTED)
            + "\" \""
            + OR_DASH.formatted("agent", QUOTED)
            + '"';
    List<LogForm> forms = new ArrayList<>();
    for (String host : List.of("", "(?<vhost>\\S+) ")) {
      String of = host.isEmpty() ? "" : ", behind the host's name";
      forms.add(new LogForm("a web server's combined log" + of, host + common + more, types));
      forms.add(
          new LogForm(
              "a web server's combined log with more behind" + of,
              host + common + more + " (?<rest>.*)",
              types));
      forms.add(new LogForm("a web server's common log" + of, host + common, types));
    }
    return forms;
  }

  private static List<LogForm> syslog() {
    Map<String, String> types = Map.of("time", "text", "host", "text", "app", "text");
    List<String> said =
        List.of(
            "Its times have no year, and stay texts. Where you know it: a map-action behind this",
            "block (set: 'time=2026 {time}'), and time=time(yyyy MMM ppd HH:mm:ss) in"
                + " types-action.");
    String plain = "(?<time>" + UNYEARED + ") (?<host>\\S+) " + SENDER;
    return List.of(
        new LogForm(
            "syslog (RFC 5424)",
            "<(?<priority>\\d+)>\\d (?<time>"
                + ISO
                + ") "
                + OR_DASH.formatted("host", "\\S+")
                + " "
                + OR_DASH.formatted("app", "\\S+")
                + " "
                + OR_DASH.formatted("pid", "\\S+")
                + " "
                + OR_DASH.formatted("kind", "\\S+")
                + " "
                + OR_DASH.formatted("data", "(?:\\[[^\\]]*\\])+")
                + " ?"
                + ANY,
            Map.of("time", "time", "host", "text", "app", "text", "pid", "text", "kind", "text")),
        new LogForm("syslog (RFC 3164)", "<(?<priority>\\d+)>" + plain, types, said),
        new LogForm("syslog", plain, types, said));
  }

  private static Optional<Begin> begin(List<String> lines) {
    return BEGINS.stream()
        .max(
            Comparator.comparingLong(
                begin -> {
                  var time = java.util.regex.Pattern.compile("\\[?" + begin.pattern() + "\\b.*");
                  return lines.stream().filter(line -> time.matcher(line).matches()).count();
                }));
  }

  private static List<LogForm> timed(Begin begin) {
    Map<String, String> types = new LinkedHashMap<>();
    if (begin.type() != null) {
      types.put("time", begin.type());
    }
    List<LogForm> forms = new ArrayList<>();
    String time = "(?<time>" + begin.pattern() + ")";
    for (String marked : List.of(time, "\\[" + time + "\\]")) {
      BEHIND.forEach((called, behind) -> forms.add(new LogForm(called, marked + behind, types)));
    }
    return forms;
  }
}
