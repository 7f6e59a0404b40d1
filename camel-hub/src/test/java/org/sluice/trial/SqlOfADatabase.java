package org.sluice.trial;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** In place of camel-sql, which the hub does not bring: it is made for a data source, or not. */
public final class SqlOfADatabase extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    throw new IllegalArgumentException("Property 'dataSource' is required");
  }
}
