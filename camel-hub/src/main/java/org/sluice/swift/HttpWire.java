package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 by the thread that asks, without another between it and the socket: what an object of a
 * kilobyte costs is for the most part how often threads hand over to each other. Requests go as
 * they are told, and once; answers come as they are, redirects and compressed ones as well.
 */
final class HttpWire {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Enough for any number of threads: a body that is held up keeps its connection. */
  private static final int CONNECTIONS = 10_000;

  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private final Duration silence;
  private final CloseableHttpClient http;

  /**
   * @param silence how long the next byte of an answer that has begun may be waited for
   */
  HttpWire(Duration silence) {
    this.silence = silence;
    this.http =
        HttpClients.custom()
            .useSystemProperties()
            .setConnectionManager(connections())
            .setRequestExecutor(new Patient(Timeout.of(silence)))
            .setUserAgent("sluice-hub")
            .evictIdleConnections(IDLE)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .build();
  }

  private static HttpClientConnectionManager connections() {
    CharCodingConfig latin1 =
        CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .useSystemProperties()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().charCodingConfig(latin1).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(Timeout.of(CONNECT)).build())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .build();
  }

  /** Once an answer has begun, its bytes are waited for as long as is set for that. */
  private static final class Patient extends HttpRequestExecutor {
    private final Timeout silence;

    Patient(Timeout silence) {
      this.silence = silence;
    }

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback told,
        HttpContext context)
        throws IOException, HttpException {
      ClassicHttpResponse response = super.execute(request, connection, told, context);
      connection.setSocketTimeout(silence);
      return response;
    }
  }

  /**
   * @param patience how long the answer's beginning may be waited for
   * @return the answer, whatever its status
   */
  Answer send(String method, URI uri, Map<String, String> headers, Upload body, Duration patience)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    request.setConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(patience)).build());
    headers.forEach(request::setHeader);
    HttpHost host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    ClassicHttpResponse response =
        body.size() == 0
            ? http.executeOpen(host, request, null)
            : upload(host, request, body, patience);
    return answer(response);
  }

  /** A write to a socket that nobody reads waits for ever, unless it is broken off. */
  private ClassicHttpResponse upload(
      HttpHost host, HttpUriRequestBase request, Upload body, Duration patience)
      throws IOException {
    CompletableFuture<Void> over =
        new CompletableFuture<Void>().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    over.whenComplete(
        (none, late) -> {
          if (late != null) {
            request.abort();
          }
        });
    try (InputStream bytes = body.bytes().open()) {
      request.setEntity(new InputStreamEntity(bytes, body.size(), null));
      return http.executeOpen(host, request, null);
    } catch (IOException e) {
      throw over.isDone()
          ? new IOException("it was not over after " + patience.toSeconds() + " s", e)
          : e;
    } finally {
      over.complete(null);
    }
  }

  private Answer answer(ClassicHttpResponse response) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), n -> new ArrayList<>(1)).add(header.getValue());
    }
    InputStream body =
        response.getEntity() == null
            ? InputStream.nullInputStream()
            : new AnswerBody(response.getEntity().getContent(), silence);
    return new Answer(response.getCode(), HttpHeaders.of(headers, (name, value) -> true), body);
  }
}
