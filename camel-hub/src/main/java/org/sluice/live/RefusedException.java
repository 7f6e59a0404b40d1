package org.sluice.live;

import java.util.List;
import org.sluice.check.Finding;

/** A file cannot be taken: all that is wrong with it, as far as it can be told. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> findings;

  RefusedException(List<Finding> findings) {
    super(findings.get(0).message());
    this.findings = findings;
  }

  List<Finding> findings() {
    return findings;
  }
}
