package org.sluice.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final Pattern DRAWN = Pattern.compile("(?s),?\\s+in (?:file|mem):.*");
  private static final Pattern STEP = Pattern.compile("Unknown node id: (\\S+)");
  private static final Pattern FIELD = Pattern.compile("(?:Unsupported|Unknown) field: (\\S+)");
  private static final Pattern ELEMENT = Pattern.compile("Unexpected element '\\{.*?}(.*?)'");
  private static final Pattern LANGUAGE =
      Pattern.compile("(?:No language could be found for|Unknown expression with id): (\\S+)");
  private static final Pattern VALUE =
      Pattern.compile("(?s).*Enum class class (?:\\S+\\.)?(\\w+) does not have any .*: (\\S+)");
  private static final Pattern FORM =
      Pattern.compile("Node type (\\w+) is invalid, expected (\\w+)");
  private static final Map<String, String> FORMS =
      Map.of(
          "scalar", "a text",
          "text", "a text",
          "array", "a list",
          "sequence", "a list",
          "map", "keys with values",
          "mapping", "keys with values");
  private static final Pattern BRACES =
      Pattern.compile("(?s)Missing (\\{\\{|}}) (?:from|in) (?:the )?text: (.*)");

  private static final Pattern PARAMETER =
      Pattern.compile("^(?:block [^:]*: )?parameter '([^']+)'");

  /** What Camel's messages say of where it was, the outermost first. */
  private static final Pattern AT =
      Pattern.compile(
          "(?s)>>> (.*?) <<<|Failed to create route (\\S+)|Failed to resolve endpoint: (\\S+)");

  private Diagnosis() {}

  static Finding of(RouteText text, Throwable thrown) {
    if (thrown instanceof StackOverflowError) {
      return Finding.error(
          text.file(),
          text.ids().stream().findFirst().map(text::of).orElse(Place.NONE),
          "Something in it, such as a program, is nested too deep to be read. Write it flatter");
    }
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
    String message = plain(said.isEmpty() ? all.toString().strip() : shortest(said));
    Place place = place(text, thrown, all.toString(), message);
    Matcher field = FIELD.matcher(message);
    if (field.matches()) {
      return field(text, place, field.group(1));
    }
    Matcher element = ELEMENT.matcher(message);
    if (element.matches()) {
      return element(text, place, element.group(1));
    }
    Matcher language = LANGUAGE.matcher(message);
    if (language.matches()) {
      String name = language.group(1);
      Place at = text.of(name, text.keyOf(name, place));
      return Finding.error(
          text.file(), at.line() > 0 ? at : place, "There is no language '" + name + "'");
    }
    Matcher value = VALUE.matcher(message);
    if (value.matches()) {
      return Finding.error(
          text.file(),
          text.of(value.group(2), place),
          "'" + value.group(2) + "' is no value of " + value.group(1));
    }
    Matcher braces = BRACES.matcher(message);
    if (braces.matches()) {
      return braces(text, place, braces.group(1), braces.group(2).strip());
    }
    return Finding.error(text.file(), place, message);
  }

  /** Camel's place is that of the value, or of what the key stands in. */
  private static Finding field(RouteText text, Place place, String name) {
    Place key = text.keyOf(name, place);
    String above = text.above(key);
    return Finding.error(
        text.file(),
        key.line() > 0 ? key : place,
        "There is no '"
            + name
            + "'"
            + (above.isEmpty() ? " here" : " in " + above)
            + Nearest.asked(name, Steps.below(above)));
  }

  /** Camel's place is behind it. */
  private static Finding element(RouteText text, Place place, String name) {
    Place key = text.keyOf(name, place);
    return Finding.error(
        text.file(),
        key.line() > 0 ? key : place,
        "There is no '" + name + "' here" + Nearest.asked(name, Steps.names()));
  }

  private static Finding braces(RouteText text, Place place, String missing, String in) {
    String there = missing.equals("{{") ? "}}" : "{{";
    Place at = text.saying(in, there);
    return Finding.error(
        text.file(),
        at.line() > 0 ? at : place,
        "'"
            + there
            + "' stands without '"
            + missing
            + "' in: "
            + in
            + ". A placeholder is written {{name}}; braces that are none have a blank between them");
  }

  /** On one line, without the picture of the place that Camel draws, and with what is meant. */
  private static String plain(String message) {
    String line = DRAWN.matcher(message).replaceFirst("").replaceAll("\\s*\\R\\s*", " ").strip();
    Matcher form = FORM.matcher(line);
    if (form.matches()) {
      return "Here stands " + form(form.group(1)) + ", and should be " + form(form.group(2));
    }
    Matcher step = STEP.matcher(line);
    return step.matches()
        ? "There is no step '" + step.group(1) + "'" + Nearest.asked(step.group(1), Steps.names())
        : line;
  }

  private static String form(String name) {
    return FORMS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  /** The outermost that says what the innermost says. */
  private static String shortest(List<String> said) {
    String innermost = said.get(said.size() - 1);
    return said.stream()
        .filter(each -> each.contains(innermost) && each.length() < innermost.length() + 200)
        .findFirst()
        .orElse(innermost);
  }

  private static Place place(RouteText text, Throwable thrown, String all, String message) {
    Place program = program(text, thrown);
    if (program.line() > 0) {
      return program;
    }
    Place parameter = parameter(text, all, message);
    if (parameter.line() > 0) {
      return parameter;
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

  /** Where the parameter stands that a message is about. */
  private static Place parameter(RouteText text, String all, String message) {
    Matcher named = PARAMETER.matcher(message);
    if (!named.find()) {
      return Place.NONE;
    }
    Matcher at = AT.matcher(all);
    while (at.find()) {
      Place given = text.calling(at.group(), named.group(1));
      if (given.line() > 0) {
        return given;
      }
    }
    return Place.NONE;
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
