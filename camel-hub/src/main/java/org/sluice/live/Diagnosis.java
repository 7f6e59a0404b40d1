package org.sluice.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.sluice.check.Finding;
import org.sluice.check.Place;
import org.sluice.check.RouteText;
import org.sluice.check.Steps;
import org.sluice.fault.Nearest;
import org.sluice.fault.ProgramException;

/** Tells from what Camel throws where a file is wrong, and what is wrong there. */
final class Diagnosis {
  private static final Pattern LINE =
      Pattern.compile("(?:in )?line[ :]+(\\d+)(?:, ?column[ :]+(\\d+))?");
  private static final Pattern DUE =
      Pattern.compile("(?s)^Failed to resolve endpoint: .*? due to: ");

  private static final Pattern DRAWN = Pattern.compile("(?s)\\R in (?:file|mem):.*");
  private static final Pattern STEP = Pattern.compile("Unknown node id: (\\S+)");

  /** What Camel's messages say of where it was, the outermost first. */
  private static final Pattern AT =
      Pattern.compile(
          "(?s)>>> (.*?) <<<|Failed to create route (\\S+)|Failed to resolve endpoint: (\\S+)");

  private Diagnosis() {}

  static Finding of(RouteText text, Throwable thrown) {
    List<String> said = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      String message = link.getMessage() == null ? link.toString() : link.getMessage();
      all.append(message).append('\n');
      if (!(link instanceof FailedToCreateRouteException)
          && !(link instanceof FailedToStartRouteException)) {
        said.add(DUE.matcher(message).replaceFirst("").strip());
      }
      if (link instanceof ProgramException) {
        break;
      }
    }
    String message = said.isEmpty() ? all.toString().strip() : shortest(said);
    return Finding.error(text.file(), place(text, thrown, all.toString()), plain(message));
  }

  /** On one line, without the picture of the place that Camel draws, and with what is meant. */
  private static String plain(String message) {
    String line = DRAWN.matcher(message).replaceFirst("").replaceAll("\\s*\\R\\s*", " ").strip();
    Matcher step = STEP.matcher(line);
    return step.matches()
        ? "There is no step '" + step.group(1) + "'" + Nearest.asked(step.group(1), Steps.names())
        : line;
  }

  /** The outermost that says what the innermost says. */
  private static String shortest(List<String> said) {
    String innermost = said.get(said.size() - 1);
    return said.stream()
        .filter(each -> each.contains(innermost) && each.length() < innermost.length() + 200)
        .findFirst()
        .orElse(innermost);
  }

  private static Place place(RouteText text, Throwable thrown, String all) {
    Place program = program(text, thrown);
    if (program.line() > 0) {
      return program;
    }
    // What a step says of lines is of what it reads, and not of the file.
    Matcher line = LINE.matcher(isOfStep(thrown) ? "" : all);
    if (line.find()) {
      int column = line.group(2) == null ? 0 : Integer.parseInt(line.group(2));
      return new Place(Integer.parseInt(line.group(1)), column);
    }
    Matcher at = AT.matcher(all);
    while (at.find()) {
      Place called = text.calling(at.group());
      if (called.line() > 0) {
        return called;
      }
    }
    return text.ids().stream().findFirst().map(text::of).orElse(Place.NONE);
  }

  /** Where a program is wrong that is written in the file. */
  private static Place program(RouteText text, Throwable thrown) {
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      if (link instanceof ProgramException wrong) {
        return text.within(wrong.program(), wrong.line(), wrong.column());
      }
    }
    return Place.NONE;
  }

  private static boolean isOfStep(Throwable thrown) {
    for (Throwable link = thrown; link != null; link = link.getCause()) {
      if (link instanceof FailedToCreateRouteException
          || link instanceof ResolveEndpointFailedException) {
        return true;
      }
    }
    return false;
  }
}
