package org.sluice.trial;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.sluice.fault.FaultException;

/** Notes each fault that a node ended in, as the run's operation log sees it. */
final class Failures implements InterceptStrategy {
  private final List<FaultException> seen = new CopyOnWriteArrayList<>();

  List<String> codes() {
    return List.copyOf(new TreeSet<>(seen.stream().map(each -> each.fault().code()).toList()));
  }

  void clear() {
    seen.clear();
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor next) {
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        return super.process(
            exchange,
            done -> {
              if (exchange.getException() instanceof FaultException fault) {
                seen.add(fault);
              }
              callback.done(done);
            });
      }
    };
  }
}
