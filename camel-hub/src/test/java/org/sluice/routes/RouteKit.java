package org.sluice.routes;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.sluice.enrich.Blocks;
import org.sluice.run.RunView;
import org.sluice.run.StepRecorder;
import org.sluice.trial.TrialRun;

/** Routes in a Camel context with a fake lake before them. */
public final class RouteKit {
  private RouteKit() {}

  public static CamelContext context(String roomsUrl) {
    CamelContext context = new DefaultCamelContext();
    context.setStreamCaching(false);
    context.getPropertiesComponent().addInitialProperty("rooms.url", roomsUrl);
    context.getCamelContextExtension().setErrorHandlerFactory(StepRecorder.quietErrors());
    context.addComponent("lake", new FakeLake());
    KameletComponent kamelets = context.getComponent("kamelet", KameletComponent.class);
    kamelets.setLocation("file:" + RouteFiles.folder().resolve("blocks"));
    Blocks.register(context);
    return context;
  }

  public static void load(CamelContext context, Path file) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
  }

  public static void load(CamelContext context, String yaml) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
  }

  /** Sends a body through a route as the hub would, in as many passes as it takes. */
  public static Exchange run(CamelContext context, TrialRun run, Object body) throws Exception {
    DefaultConsumer consumer = (DefaultConsumer) context.getRoute(run.route()).getConsumer();
    if (consumer.getEndpoint().getEndpointUri().contains("onReject=skip")) {
      run.skipping();
    }
    Exchange exchange;
    do {
      exchange = consumer.createExchange(true);
      exchange.setProperty(RunView.PROPERTY, run);
      exchange.getMessage().setBody(body);
      consumer.getProcessor().process(exchange);
    } while (exchange.getException() == null && run.nextPass());
    try {
      if (exchange.getException() == null) {
        run.finish();
      }
    } catch (RuntimeException e) {
      exchange.setException(e);
    } finally {
      run.close();
    }
    return exchange;
  }
}
