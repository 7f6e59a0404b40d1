package org.sluice.gold.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.sluice.batch.BatchWatch;
import org.sluice.enrich.http.LookupAddress;
import org.sluice.event.PercentEncoding;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;

/** Sends requests to hosts that the settings allow. No redirect is followed. */
public final class HttpRequestWriter implements RequestWriter {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpAccess access;
  private final BatchWatch watch;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  /**
   * @param watch told of each request
   */
  public HttpRequestWriter(HttpAccess access, BatchWatch watch) {
    this.access = access;
    this.watch = watch;
  }

  @Override
  public void permit(LookupAddress address, String credentials) {
    if (!address.isAmong(access.hosts())) {
      throw new FaultException(
          Fault.HOST_NOT_ALLOWED,
          address.hostAndPort()
              + " is not among the hosts that routes may send to: the setting"
              + " gold.http.allowed-hosts has "
              + access.hosts()
              + ".");
    }
    if (!credentials.isEmpty() && !access.credentials().containsKey(credentials)) {
      throw new FaultException(
          Fault.SETTING_INVALID,
          "There are no credentials '"
              + credentials
              + "' in the file that gold.http.credentials-file names; it has "
              + new TreeSet<>(access.credentials().keySet())
              + ".");
    }
  }

  @Override
  public void send(Request request) {
    long from = System.nanoTime();
    boolean well = false;
    try {
      HttpResponse<String> answer = answer(request);
      if (answer.statusCode() / 100 != 2) {
        throw HttpFaults.of(request, answer);
      }
      well = true;
    } finally {
      watch.wrote(1, System.nanoTime() - from, well);
    }
  }

  private HttpResponse<String> answer(Request request) {
    long until = System.nanoTime() + request.timeout().toNanos();
    HttpRequest asking = request(request);
    try {
      // The request's own time-out ends with the answer's headers: from there on another has to.
      return http.send(asking, answer -> new FirstLetters(until));
    } catch (IOException e) {
      Throwable late = e.getCause() instanceof TimeoutException ? e.getCause() : e;
      throw HttpFaults.silent(request, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpFaults.silent(request, e);
    }
  }

  private HttpRequest request(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()))
            .timeout(request.timeout())
            .header("Content-Type", request.contentType())
            .header("Idempotency-Key", request.key())
            .header("Sluice-Object", PercentEncoding.of(request.from().key().path()))
            .header("Sluice-Version", request.from().version())
            .header("Sluice-Route", PercentEncoding.of(request.from().route()))
            .header("User-Agent", "sluice");
    if (!request.credentials().isEmpty()) {
      builder.header("Authorization", access.credentials().get(request.credentials()));
    }
    return builder.build();
  }
}
