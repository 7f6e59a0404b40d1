package org.sluice.gold.http;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The beginning of an answer, whatever its length: as much as a reason takes. */
final class FirstLetters implements HttpResponse.BodySubscriber<String> {
  private static final int MOST = 500;

  private final ByteBuffer first = ByteBuffer.allocate(MOST);
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final long until;
  private volatile Flow.Subscription subscription;

  /**
   * @param until when it is given up, by {@link System#nanoTime}
   */
  FirstLetters(long until) {
    this.until = until;
  }

  @Override
  public CompletionStage<String> getBody() {
    if (!text.isDone()) {
      text.orTimeout(until - System.nanoTime(), TimeUnit.NANOSECONDS).exceptionally(this::late);
    }
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (text.isDone()) {
      given.cancel();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    for (ByteBuffer each : some) {
      int length = Math.min(each.remaining(), first.remaining());
      byte[] bytes = new byte[length];
      each.get(bytes);
      first.put(bytes);
    }
    if (!first.hasRemaining()) {
      subscription.cancel();
      onComplete();
    }
  }

  /** The rest of the answer is not waited for. */
  private String late(Throwable e) {
    Flow.Subscription begun = subscription;
    if (e instanceof TimeoutException && begun != null) {
      begun.cancel();
    }
    return null;
  }

  @Override
  public void onError(Throwable e) {
    text.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    text.complete(new String(first.array(), 0, first.position(), StandardCharsets.UTF_8));
  }
}
