package org.sluice.fault;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.regex.Pattern;

/** What Jackson says of a JSON text, without its advice to who programs with it. */
public final class JsonWords {
  private static final Pattern SOURCE =
      Pattern.compile("(?s)\\[Source: .*?; (?=line: |byte offset: )");
  private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
  private static final Pattern ENABLE =
      Pattern.compile(": enable `?[A-Za-z.]*Feature\\.\\w+`? to allow");
  private static final Pattern OFF = Pattern.compile(" ?\\([^()]*Feature [^()]*\\)");

  private JsonWords() {}

  /** What is wrong; of where only what is apart from the place, such as where a bracket opens. */
  public static String reason(JsonProcessingException e) {
    if (e instanceof MismatchedInputException wrong) {
      return String.valueOf(wrong.getOriginalMessage()).startsWith("No content")
          ? "there is nothing in it"
          : "it is another kind of JSON than is wanted here";
    }
    String said = String.valueOf(e.getOriginalMessage());
    said = SOURCE.matcher(said).replaceAll("[");
    said = LIMIT.matcher(said).replaceAll("");
    said = ENABLE.matcher(said).replaceAll(", which JSON does not have");
    return OFF.matcher(said).replaceAll("");
  }

  /** The same behind line and column; of any other fault its message. */
  public static String placed(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      return String.valueOf(e.getMessage());
    }
    JsonLocation at = json.getLocation();
    boolean known = at != null && at.getLineNr() > 0 && !(e instanceof MismatchedInputException);
    return (known ? "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " : "")
        + reason(json);
  }
}
