package org.sluice.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpServerConfigurationProperties;

/**
 * Where requests come in. Camel listens before there is a route and takes routes away before it
 * stops to listen, and would answer 404 meanwhile, which callers take for a wrong address: until it
 * is opened, and once it is closed, all paths answer 503 and say when to come again.
 */
public final class Entrance extends DefaultMainHttpServerFactory {
  private static final String AGAIN_SECONDS = "2";
  private static final String CLOSED =
      Json.text(
          Api.error(
              "hub-not-open",
              "The hub is starting or ending, and takes nothing",
              "Ask again in a moment."));

  private volatile boolean open;

  /** All paths are served: their routes are there. */
  public void open() {
    open = true;
  }

  /** Nothing more is taken; what is being answered goes on. */
  public void close() {
    open = false;
  }

  @Override
  public Service newHttpServer(
      CamelContext context, HttpServerConfigurationProperties configuration) {
    MainHttpServer told = (MainHttpServer) super.newHttpServer(context, configuration);
    return new Server(told.getConfiguration());
  }

  private void admit(RoutingContext request) {
    if (open) {
      request.next();
      return;
    }
    request
        .response()
        .setStatusCode(503)
        .putHeader(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(CLOSED);
  }

  private final class Server extends VertxPlatformHttpServer {
    private final int port;

    Server(VertxPlatformHttpServerConfiguration configuration) {
      super(configuration);
      this.port = configuration.getPort();
    }

    /** Before it listens, and so before all other routes. */
    @Override
    protected void initializeServer() {
      super.initializeServer();
      VertxPlatformHttpRouter.lookup(
              getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port))
          .route()
          .handler(Entrance.this::admit);
    }
  }
}
