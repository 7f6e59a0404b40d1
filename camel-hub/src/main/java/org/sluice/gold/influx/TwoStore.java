package org.sluice.gold.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBIOException;
import org.influxdb.dto.BatchPoints;

/**
 * InfluxDB 2.x: points go to {@code /api/v2/write}, a bucket is to a project what a database is in
 * 1.x, and is called the same. So 2.x answers InfluxQL for it as for a database of 1.x, without a
 * mapping that somebody would have to make.
 */
public final class TwoStore implements PointStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String url;
  private final String organisation;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param url such as {@code http://127.0.0.1:8086}
   * @param organisation its name
   * @param token that may write buckets of the organisation and, where they are missing, make them
   */
  public TwoStore(String url, String organisation, String token) {
    this.url = url.replaceFirst("/+$", "");
    this.organisation = organisation;
    this.token = token;
  }

  @Override
  public void write(BatchPoints batch) {
    String path =
        "/api/v2/write?precision=ns&org="
            + encoded(organisation)
            + "&bucket="
            + encoded(batch.getDatabase());
    HttpResponse<String> answer = ask("POST", path, "text/plain", batch.lineProtocol());
    if (answer.statusCode() / 100 != 2) {
      throw refused(answer);
    }
  }

  @Override
  public void create(String bucket) {
    HttpResponse<String> answer =
        ask("POST", "/api/v2/buckets", "application/json", bucket(organisationId(), bucket));
    // 422: there is one of that name
    if (answer.statusCode() != 201 && answer.statusCode() != 422) {
      throw refused(answer);
    }
  }

  @Override
  public boolean createsFirst() {
    return false;
  }

  private String organisationId() {
    HttpResponse<String> answer =
        ask("GET", "/api/v2/orgs?org=" + encoded(organisation), "application/json", "");
    JsonNode id = json(answer.body()).path("orgs").path(0).path("id");
    if (answer.statusCode() != 200 && answer.statusCode() != 404) {
      throw refused(answer);
    }
    if (!id.isTextual()) {
      throw new InfluxDBException(
          "authorization: the token of influx.token-file sees no organisation " + organisation);
    }
    return id.asText();
  }

  private static String bucket(String organisationId, String name) {
    try {
      return JSON.writeValueAsString(
          Map.of("orgID", organisationId, "name", name, "retentionRules", List.of()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> ask(String method, String path, String contentType, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .timeout(TIMEOUT)
            .header("Authorization", "Token " + token)
            .header("Content-Type", contentType)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new InfluxDBIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InfluxDBIOException(new IOException("interrupted", e));
    }
  }

  private static InfluxDBException refused(HttpResponse<String> answer) {
    return new InfluxDBException(words(answer.statusCode(), answer.body()));
  }

  /** An answer of 2.x in the words of 1.x, which faults are told by. */
  static String words(int status, String body) {
    String said = json(body).path("message").asText(body.strip());
    return switch (status) {
      case 401, 403 -> "authorization failed: " + said;
      case 404 -> "database not found: " + said;
      case 429, 500, 502, 503, 504 -> "timeout: answered " + status + ": " + said;
      default -> said;
    };
  }

  private static JsonNode json(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      return read == null ? JSON.createObjectNode() : read;
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
