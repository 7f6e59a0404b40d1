package org.sluice.enrich;

import java.net.URISyntaxException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.util.URISupport;

/** Refuses a parameter that a Kamelet does not have: Camel itself takes any, and forgets it. */
final class KameletParameters implements EndpointStrategy {
  /** How a Kamelet's own route begins and ends. */
  private static final Pattern ITS_OWN_ENDS =
      Pattern.compile("^kamelet:(//)?(source|sink)\\b(?!-)");

  private final CamelContext context;

  KameletParameters(CamelContext context) {
    this.context = context;
  }

  @Override
  public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
    if (endpoint instanceof KameletEndpoint kamelet && !ITS_OWN_ENDS.matcher(uri).find()) {
      RouteTemplateDefinition template =
          ((ModelCamelContext) context).getRouteTemplateDefinition(kamelet.getTemplateId());
      if (template != null) {
        check(uri, template);
      }
    }
    return endpoint;
  }

  private static void check(String uri, RouteTemplateDefinition template) {
    Set<String> known = new TreeSet<>();
    if (template.getTemplateParameters() != null) {
      template.getTemplateParameters().forEach(parameter -> known.add(parameter.getName()));
    }
    for (String given : given(uri)) {
      if (!known.contains(given)) {
        throw new ResolveEndpointFailedException(
            uri, template.getId() + " has no parameter '" + given + "'; it has: " + known);
      }
    }
  }

  private static Set<String> given(String uri) {
    int query = uri.indexOf('?');
    try {
      return query < 0
          ? Set.of()
          : new TreeSet<>(URISupport.parseQuery(uri.substring(query + 1), true, true).keySet());
    } catch (URISyntaxException e) {
      throw new ResolveEndpointFailedException(uri, e);
    }
  }
}
