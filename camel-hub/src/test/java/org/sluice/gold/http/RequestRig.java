package org.sluice.gold.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sluice.batch.BatchWatch;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.gold.GoldSinks;
import org.sluice.gold.GoldWriters;
import org.sluice.gold.TestRuns;
import org.sluice.routes.RouteKit;
import org.sluice.trial.TrialRun;

/** A service that answers as it is told to, and a route that sends records to it. */
abstract class RequestRig {
  static final String FIVE = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n{\"n\":5}\n";

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  final Deque<Integer> answers = new ArrayDeque<>();
  final CountDownLatch over = new CountDownLatch(1);
  final ExecutorService threads = Executors.newCachedThreadPool();
  String retryAfter;
  byte[] said = new byte[0];
  boolean hangs;
  HttpServer server;
  CamelContext context;
  TrialRun last;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    if (context != null) {
      context.stop();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  void serve(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (retryAfter != null) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    int status = answers.isEmpty() ? 200 : answers.poll();
    exchange.sendResponseHeaders(status, hangs ? 100 : said.length == 0 ? -1 : said.length);
    try {
      if (hangs) {
        over.await(30, TimeUnit.SECONDS);
      }
      exchange.getResponseBody().write(said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void route(String more, String from, HttpAccess access) throws Exception {
    if (context != null) {
      context.stop();
    }
    context = RouteKit.context("http://127.0.0.1:1");
    GoldSinks.register(
        context,
        GoldWriters.NONE.with(
            GoldWriters.NONE.objects(),
            GoldWriters.NONE.topics(),
            new HttpRequestWriter(access, BatchWatch.NONE)));
    context.start();
    RouteKit.load(
        context,
        """
        - route:
            id: tried
            from:
              uri: lake:objects%s
              steps:
                - to: kamelet:json-records-action
                - to:
                    uri: kamelet:http-records-sink
                    parameters: {%s}
        """
            .formatted(from, more.replace("HOST", host())));
  }

  void route(String more) throws Exception {
    route(more, "", new HttpAccess(List.of("127.0.0.1"), Map.of("shop", "Bearer abc")));
  }

  Exception run(String text, long chunk) throws Exception {
    return run(text, TestRuns.ofLines("p", "a.json", TestRuns.OLDER, chunk));
  }

  Exception run(String text, TrialRun run) throws Exception {
    last = run;
    Exchange exchange =
        RouteKit.run(
            context, last, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return exchange.getException();
  }

  Exception run(String text) throws Exception {
    return run(text, 1 << 20);
  }

  static FaultException fault(Fault fault, Exception e) {
    FaultException came =
        assertInstanceOf(FaultException.class, e, () -> "it did not fail, but " + e);
    assertEquals(fault, came.fault(), came.getMessage());
    return came;
  }

  String key(int request) {
    return header(request, "Idempotency-key");
  }

  String header(int request, String name) {
    return headers.get(request).get(name).get(0);
  }
}
