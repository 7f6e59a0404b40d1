package org.sluice.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sluice.fault.JsonWords;

/**
 * A batch of events, sorted into those that the schema accepts and those that it does not.
 *
 * @param good events as they came
 * @param bad the others, with their place in the batch
 */
record EventBatch(List<JsonNode> good, List<BadEvent> bad) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA = schema();

  /** An event that is refused: where in the batch, which field (a JSON pointer), and why. */
  record BadEvent(int index, String field, String message) {}

  /** The body is no batch of events at all. */
  static final class NotABatch extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;

    NotABatch(String field, String message) {
      super(message);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /**
   * @throws NotABatch when the body is not a JSON array
   */
  static EventBatch of(byte[] body) throws NotABatch {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new NotABatch("/", "The body is not JSON: " + JsonWords.reason(e));
    } catch (IOException e) {
      throw new NotABatch("/", "The body cannot be read: " + e.getMessage());
    }
    if (root == null || !root.isArray()) {
      throw new NotABatch("/", "The body is not a JSON array of events");
    }
    List<JsonNode> good = new ArrayList<>();
    List<BadEvent> bad = new ArrayList<>();
    for (int i = 0; i < root.size(); i++) {
      BadEvent complaint = complaint(i, root.get(i));
      if (complaint == null) {
        good.add(root.get(i));
      } else {
        bad.add(complaint);
      }
    }
    return new EventBatch(good, bad);
  }

  private static BadEvent complaint(int index, JsonNode event) {
    return SCHEMA.validate(event).stream()
        .min(Comparator.comparing((ValidationMessage m) -> m.getInstanceLocation().toString()))
        .map(m -> new BadEvent(index, field(m), m.getMessage()))
        .orElse(null);
  }

  /** The missing field itself where one is missing, not the object that lacks it. */
  private static String field(ValidationMessage message) {
    String where = message.getInstanceLocation().toString().replaceFirst("^\\$", "");
    String property = message.getProperty();
    String whole = property == null ? where : where + "/" + property;
    return whole.isEmpty() ? "/" : whole;
  }

  private static JsonSchema schema() {
    try (InputStream in = EventBatch.class.getResourceAsStream("/event.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              in,
              com.networknt.schema.SchemaValidatorsConfig.builder()
                  .pathType(com.networknt.schema.PathType.JSON_POINTER)
                  .build());
    } catch (IOException e) {
      throw new IllegalStateException("event.schema.json is missing from the hub's jar", e);
    }
  }
}
