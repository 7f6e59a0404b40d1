package org.sluice.api;

import java.nio.file.Path;
import java.util.List;

/**
 * One thing that the HTTP interface does; the interface's own description is made from these.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below the hub's address, with {@code {name}} for parts of it
 * @param open whether it is answered without a key
 * @param summary one sentence
 * @param parameters names of query parameters; one that ends in {@code *} must be given
 * @param work makes the answer
 */
record Action(
    String method, String path, boolean open, String summary, List<String> parameters, Work work) {
  /** Makes an answer from a request. */
  @FunctionalInterface
  interface Work {
    Answer answer(Request request);
  }

  /**
   * @param body anything that {@link Json} can write; a {@link Text}; or a {@link Path}: a file of
   *     text that is sent as it is and then deleted
   */
  record Answer(int status, Object body) {
    static Answer ok(Object body) {
      return new Answer(200, body);
    }
  }

  /** Text that is sent as it is. */
  record Text(String contentType, String text) {}

  /** What the work sees of a request. */
  interface Request {
    /** A parameter of query or path; null when it is not given. */
    String parameter(String name);

    /** The body as text. */
    String body();

    /**
     * @throws ApiException 400 when it is not given
     */
    default String required(String name) {
      String value = parameter(name);
      if (value == null || value.isEmpty()) {
        throw new ApiException(
            400, "parameter-missing", "Parameter " + name + " is missing", "Give " + name + ".");
      }
      return value;
    }
  }
}
