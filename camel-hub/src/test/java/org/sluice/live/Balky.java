package org.sluice.live;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Where routes begin by themselves: one at {@code balky:well} with an exchange as soon as it
 * starts; one at {@code balky:slow} too, and it stops once it may; any other is built and does not
 * start, but for {@code balky:deep}, which no stack holds.
 */
final class Balky extends DefaultComponent {
  private static volatile CountDownLatch stops = new CountDownLatch(0);

  /** From now on those at {@code balky:slow} stop once this is counted down. */
  static CountDownLatch stopsOnce() {
    stops = new CountDownLatch(1);
    return stops;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (remaining.equals("deep")) {
      throw new StackOverflowError();
    }
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor) {
          @Override
          protected void doStart() throws Exception {
            if (!remaining.matches("well|slow")) {
              throw new IllegalStateException("balks on purpose");
            }
            super.doStart();
            getProcessor().process(createExchange(true));
          }

          @Override
          protected void doStop() throws Exception {
            if (remaining.equals("slow")) {
              stops.await(60, TimeUnit.SECONDS);
            }
            super.doStop();
          }
        };
      }
    };
  }
}
