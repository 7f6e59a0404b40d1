package org.sluice.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sluice.enrich.http.LookupAddress;
import org.sluice.fault.FaultException;
import org.sluice.gold.http.Request;
import org.sluice.gold.http.RequestWriter;
import org.sluice.gold.kafka.TopicBatch;
import org.sluice.gold.kafka.TopicWriter;
import org.sluice.gold.objects.DerivedObject;

/**
 * What would be stored in Swift, sent to topics and to services, as {@code expected.json} has it.
 */
final class RecordedOutlets {
  /** Of a larger object the size and the ETag are told, and no content. */
  private static final int LARGEST = 256 << 10;

  private RecordedOutlets() {}

  /**
   * @param most lines that are shown of its content
   */
  static Map<String, Object> object(DerivedObject object, long most) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", object.key().object());
    told.put("content_type", object.contentType());
    told.put("size", object.content().size());
    told.put("etag", object.content().etag());
    List<Object> lines = lines(object);
    if (lines != null) {
      told.put("content", lines.stream().limit(most).toList());
    }
    return told;
  }

  /** Null where it is no text, or a long one. */
  private static List<Object> lines(DerivedObject object) {
    if (object.content().size() > LARGEST) {
      return null;
    }
    try (InputStream in = object.content().open()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      return lines(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each as the JSON that it is, or as text. */
  private static List<Object> lines(String text) {
    return text.lines().map(RecordedOutlets::json).toList();
  }

  private static Object json(String text) {
    try {
      Object read = Digits.alike(Example.EXACT.readValue(text));
      return read == null ? text : read;
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  static Map<String, Object> message(TopicBatch.Message message) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", message.key());
    told.put("id", message.id());
    told.put("value", json(message.value()));
    return told;
  }

  static TopicWriter topics(Consumer<TopicBatch> taker) {
    return new TopicWriter() {
      @Override
      public Map<Integer, FaultException> write(TopicBatch batch) {
        taker.accept(batch);
        return Map.of();
      }

      @Override
      public String brokers() {
        return "trial";
      }
    };
  }

  /**
   * @param most lines that are shown of its body
   */
  static Map<String, Object> request(Request request, long most) {
    Map<String, Object> told = new LinkedHashMap<>();
    // Without its query, which may hold a secret.
    told.put("url", request.url().replaceFirst("[?#].*", ""));
    told.put("content_type", request.contentType());
    told.put("key", request.key());
    boolean lines = request.contentType().equals("application/x-ndjson");
    Object body = lines ? lines(request.body()) : json(request.body());
    told.put("body", body instanceof List<?> list ? list.stream().limit(most).toList() : body);
    return told;
  }

  static RequestWriter requests(Consumer<Request> taker) {
    return new RequestWriter() {
      @Override
      public void permit(LookupAddress address, String credentials) {
        // The hub's settings say it, and there is no hub here.
      }

      @Override
      public void send(Request request) {
        taker.accept(request);
      }
    };
  }
}
