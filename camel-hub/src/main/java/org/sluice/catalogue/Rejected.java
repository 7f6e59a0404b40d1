package org.sluice.catalogue;

import org.bson.Document;

/**
 * A record that a run went on without.
 *
 * @param code of the fault
 * @param message which record, and why
 */
public record Rejected(String code, String message) {
  Document document() {
    return new Document("code", code).append("message", message);
  }
}
