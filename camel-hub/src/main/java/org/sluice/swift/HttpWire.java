package org.sluice.swift;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
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
 * they are told; answers come as they are, redirects and compressed ones as well.
 */
final class HttpWire {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Enough for any number of threads: a body that is held up keeps its connection. */
  private static final int CONNECTIONS = 10_000;

  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private final Duration silence;
  private final PoolingHttpClientConnectionManager connections = connections();
  private final CloseableHttpClient http;

  /**
   * @param silence how long the next byte of an answer that has begun may be waited for
   */
  HttpWire(Duration silence) {
    this.silence = silence;
    this.http =
        HttpClients.custom()
            .useSystemProperties()
            .setConnectionManager(connections)
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

  private static PoolingHttpClientConnectionManager connections() {
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
      try {
        ClassicHttpResponse response = super.execute(request, connection, told, context);
        connection.setSocketTimeout(silence);
        return response;
      } catch (Error e) {
        throw new Carried(e);
      }
    }
  }

  /** An error on its way to who asked: passing through, it would close the pool for good. */
  private static final class Carried extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient Error error;

    Carried(Error error) {
      super(error);
      this.error = error;
    }
  }

  /** How many answers are neither read to their end nor closed. */
  int open() {
    return connections.getTotalStats().getLeased();
  }

  /**
   * Asks, where that changes nothing once more on a new connection: a server may have closed the
   * one that it had, while nobody used it, and all that are as old.
   *
   * @param patience how long the answer's beginning may be waited for
   * @return the answer, whatever its status
   */
  Answer send(String method, URI uri, Map<String, String> headers, Upload body, Duration patience)
      throws IOException {
    try {
      return once(method, uri, headers, body, patience);
    } catch (NoHttpResponseException | SocketException e) {
      boolean reads = method.equals("GET") || method.equals("HEAD");
      if (!reads || e instanceof ConnectException || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
      return once(method, uri, headers, body, patience);
    }
  }

  private Answer once(
      String method, URI uri, Map<String, String> headers, Upload body, Duration patience)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.of(CONNECT))
            .setResponseTimeout(Timeout.of(patience))
            .setProtocolUpgradeEnabled(false)
            .setAuthenticationEnabled(false)
            .build());
    headers.forEach(request::setHeader);
    if (body.size() == 0) {
      return answer(request, exchanged(request, uri));
    }
    try (InputStream bytes = body.bytes().open();
        UploadWatch watch = new UploadWatch(patience, request::abort)) {
      request.setEntity(new InputStreamEntity(bytes, body.size(), null));
      return answer(request, watch.during(() -> exchanged(request, uri)));
    }
  }

  private ClassicHttpResponse exchanged(HttpUriRequestBase request, URI uri) throws IOException {
    HttpHost host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
    try {
      return http.executeOpen(host, request, null);
    } catch (CancellationException e) {
      // What the pool makes of its thread's interruption.
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (IllegalStateException e) {
      if (request.isAborted()) {
        throw new IOException("broken off", e);
      }
      throw e;
    } catch (Carried e) {
      throw e.error;
    }
  }

  private Answer answer(HttpUriRequestBase request, ClassicHttpResponse response)
      throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), n -> new ArrayList<>(1)).add(header.getValue());
    }
    HttpEntity entity = response.getEntity();
    InputStream body =
        entity == null
            ? InputStream.nullInputStream()
            : new AnswerBody(
                entity.getContent(), entity.getContentLength(), request::abort, silence);
    return new Answer(response.getCode(), HttpHeaders.of(headers, (name, value) -> true), body);
  }
}
