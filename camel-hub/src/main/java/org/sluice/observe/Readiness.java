package org.sluice.observe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks each part by itself, all at once, whether something is wrong with it. */
public final class Readiness {
  private static final long LIMIT_SECONDS = 4;

  private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
  private final Set<String> needed = new HashSet<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          r -> {
            Thread thread = new Thread(r, "readiness");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Map<String, Optional<String>> last = Map.of();

  /**
   * A part without which the hub can take no event.
   *
   * @param complaint what is wrong, or empty; may throw, which is wrong too
   */
  public Readiness need(String name, Supplier<Optional<String>> complaint) {
    needed.add(name);
    return check(name, complaint);
  }

  /** A part whose outage stops some routes; events are taken and wait. */
  public Readiness check(String name, Supplier<Optional<String>> complaint) {
    checks.put(name, complaint);
    return this;
  }

  /** Whether the hub can take events, going by these answers. */
  public boolean ready(Map<String, Optional<String>> answers) {
    return needed.stream().allMatch(name -> answers.get(name).isEmpty());
  }

  /** What is wrong with each part; empty where nothing is. */
  public Map<String, Optional<String>> ask() {
    Map<String, CompletableFuture<Optional<String>>> asked = new LinkedHashMap<>();
    checks.forEach((name, check) -> asked.put(name, CompletableFuture.supplyAsync(check, threads)));
    Map<String, Optional<String>> answers = new LinkedHashMap<>();
    asked.forEach((name, answer) -> answers.put(name, await(answer)));
    last = answers;
    return answers;
  }

  /** What they answered when they were asked last; without those that never were. */
  public Map<String, Optional<String>> last() {
    return last;
  }

  /** The names of all parts. */
  public Set<String> parts() {
    return checks.keySet();
  }

  private static Optional<String> await(CompletableFuture<Optional<String>> answer) {
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
