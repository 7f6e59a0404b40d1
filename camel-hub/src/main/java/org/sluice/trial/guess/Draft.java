package org.sluice.trial.guess;

import java.util.List;
import java.util.stream.Stream;

/**
 * A route as it was guessed.
 *
 * @param description a sentence
 * @param contentType what it takes
 * @param objectType content type of the example
 * @param steps its blocks, in order
 * @param example content of an example: the sample or its first records
 * @param ending of the example's file
 * @param taking what else its source says, beside what it selects by
 */
public record Draft(
    String description,
    String contentType,
    String objectType,
    List<Step> steps,
    byte[] example,
    String ending,
    List<Parameter> taking) {
  public Draft(
      String description,
      String contentType,
      String objectType,
      List<Step> steps,
      byte[] example,
      String ending) {
    this(description, contentType, objectType, steps, example, ending, List.of());
  }

  /**
   * One block.
   *
   * @param block its name
   * @param said what is said of it, a line each
   */
  public record Step(String block, List<String> said, List<Parameter> parameters) {
    public Step(String block) {
      this(block, List.of(), List.of());
    }

    /** The same, of which more is said. */
    Step and(List<String> more) {
      return new Step(block, Stream.concat(said.stream(), more.stream()).toList(), parameters);
    }
  }

  /**
   * A block's parameter.
   *
   * @param said why it has this value, a line each
   */
  public record Parameter(String name, String value, List<String> said) {}
}
