package org.sluice.run;

import java.time.Instant;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Sees every node of every route, each attempt of a redelivery, with its exception and length, and
 * tells the run. Nodes of the run's own route are its operations. A node that fails inside a block
 * makes the block's step a failed operation even where the block handles it; for Camel alone such a
 * step looks completed.
 */
public final class StepRecorder implements InterceptStrategy {
  /** An error handler that leaves the telling of failures to the record. */
  public static ErrorHandlerFactory quietErrors() {
    RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
    policy.setLogExhausted("false");
    policy.setLogHandled("false");
    DefaultErrorHandlerDefinition quiet = new DefaultErrorHandlerDefinition();
    quiet.setRedeliveryPolicy(policy);
    return quiet;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode node, Processor target, Processor next) {
    if (!(node instanceof ProcessorDefinition<?> definition)
        || !definition.getOutputs().isEmpty()) {
      return target;
    }
    return new Recorded(target, node);
  }

  private static final class Recorded extends DelegateAsyncProcessor {
    private final NamedNode node;
    private volatile String step;
    private volatile String route;

    Recorded(Processor target, NamedNode node) {
      super(target);
      this.node = node;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Run run = exchange.getProperty(RunView.PROPERTY, Run.class);
      if (run == null) {
        return super.process(exchange, callback);
      }
      boolean operation = run.route().equals(route());
      if (operation) {
        run.begin();
      }
      Instant started = Instant.now();
      long from = System.nanoTime();
      return super.process(
          exchange,
          doneSync -> {
            Throwable failure = exchange.getException();
            if (operation) {
              run.done(step(), started, (System.nanoTime() - from) / 1e6, failure);
            } else if (failure != null) {
              run.failedInside(failure);
            }
            callback.done(doneSync);
          });
    }

    private String route() {
      if (route == null) {
        route = String.valueOf(CamelContextHelper.getRouteId(node));
      }
      return route;
    }

    /** The node's own id or, where its author gave none, the block's name. */
    private String step() {
      if (step == null) {
        String uri = node instanceof ToDefinition to ? String.valueOf(to.getUri()) : "";
        boolean named = node instanceof ProcessorDefinition<?> d && d.hasCustomIdAssigned();
        step =
            !named && uri.startsWith("kamelet:")
                ? uri.replaceFirst("^kamelet:", "").replaceFirst("[?/].*", "")
                : node.getId();
      }
      return step;
    }
  }
}
