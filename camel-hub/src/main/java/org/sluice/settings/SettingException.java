package org.sluice.settings;

/** A setting is unknown, missing or wrong; the message says which and what to do. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
