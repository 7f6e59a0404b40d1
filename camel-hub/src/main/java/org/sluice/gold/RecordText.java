package org.sluice.gold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Records as JSON. What JSON has no type for, such as a time, is a text. */
public final class RecordText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final SerializedString LINE = new SerializedString("\n");

  /** Writes values one after the other. */
  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private RecordText() {}

  public static String of(Map<?, ?> record) {
    return text(json -> value(record, json));
  }

  public static String array(List<? extends Map<?, ?>> records) {
    return text(json -> value(records, json));
  }

  /** A line each. */
  public static String lines(List<? extends Map<?, ?>> records) {
    return text(
        json -> {
          json.setRootValueSeparator(LINE);
          for (Map<?, ?> record : records) {
            value(record, json);
          }
          if (!records.isEmpty()) {
            json.writeRaw('\n');
          }
        });
  }

  private static String text(Writing writing) {
    // Not at once as bytes: half a surrogate pair, which a record may hold, is no UTF-8.
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void value(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<String, Object> each : Records.named(map).entrySet()) {
        json.writeFieldName(each.getKey());
        value(each.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        value(each, json);
      }
      json.writeEndArray();
    } else {
      scalar(value, json);
    }
  }

  private static void scalar(Object value, JsonGenerator json) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }
}
