package org.sluice.api;

/** A caller's mistake, with the status that it is answered with. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String hint;

  ApiException(int status, String code, String message, String hint) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String hint() {
    return hint;
  }
}
