package org.sluice.trial;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What the command line starts: {@code test}, {@code try} or {@code new}, then {@code name=value}
 * words. Prints a JSON object a line, the last of them a mistake ({@code error}) or a result. Exits
 * with 0 well, 1 a finding, 2 wrong usage.
 */
public final class Trial {
  private static final ObjectWriter JSON =
      Example.JSON.writer().without(SerializationFeature.INDENT_OUTPUT);

  /** What is a fault of ours is neither a finding nor wrong usage. */
  private static final int FAULT = 70;

  private final PrintStream out;

  private Trial(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    // What routes log goes beside the answer, not into it.
    System.setOut(System.err);
    int code = FAULT;
    try {
      code = new Trial(out).run(args);
    } catch (RuntimeException e) {
      e.printStackTrace();
    }
    System.exit(code);
  }

  /** Runs a command in this process; for tests. */
  static int run(PrintStream out, String... args) {
    return new Trial(out).run(args);
  }

  private int run(String... args) {
    try {
      Words words = Words.of(Arrays.copyOfRange(args, 1, args.length));
      return switch (args[0]) {
        case "test" -> new TestCommand(words).run(this::say);
        case "new" -> new NewCommand(words).run(this::say);
        case "try" -> new TryCommand(words).run(this::say);
        default -> throw new UsageException("There is no command " + args[0] + ".");
      };
    } catch (UsageException e) {
      say(Map.of("error", e.getMessage()));
      return 2;
    }
  }

  private void say(Map<String, ?> line) {
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
