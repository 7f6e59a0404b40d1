package org.sluice.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What the hub knows of a part, as Camel's own health check: it asks the part nothing. */
public final class PartHealth extends AbstractHealthCheck {
  private final String part;
  private final Supplier<Map<String, Optional<String>>> answers;

  /**
   * @param answers what was wrong with each part when it was asked last, empty where nothing was
   */
  public PartHealth(String part, Supplier<Map<String, Optional<String>>> answers) {
    super("sluice", "sluice-" + part);
    this.part = part;
    this.answers = answers;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<String> last = answers.get().get(part);
    if (last == null) {
      builder.unknown();
    } else if (last.isEmpty()) {
      builder.up();
    } else {
      builder.message(last.get()).down();
    }
  }
}
