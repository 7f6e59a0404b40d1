package org.sluice.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * Makes the Camel context that a route file is built in. This is the one place that says what such
 * a context has and has not.
 */
public final class RouteContexts {
  private static final String COMPONENT = "camel.component.";
  private static final int SHUTDOWN_SECONDS = 15;

  /** Puts into a context what routes need: components, error handling, what sees the steps. */
  @FunctionalInterface
  public interface Furnishing {
    void furnish(CamelContext context) throws Exception;
  }

  private final BeanRepository beans;
  private final Properties properties;
  private final Map<String, Map<String, Object>> components = new TreeMap<>();
  private final Furnishing furnishing;
  private final List<PropertiesSource> sources = new ArrayList<>();

  /**
   * @param beans what routes may refer to by name
   * @param properties values of placeholders; settings of components as {@code camel.component.…}
   */
  public RouteContexts(BeanRepository beans, Properties properties, Furnishing furnishing) {
    this.beans = beans;
    this.properties = properties;
    this.furnishing = furnishing;
    for (String key : properties.stringPropertyNames()) {
      int dot = key.indexOf('.', COMPONENT.length());
      if (key.startsWith(COMPONENT) && dot > 0) {
        components
            .computeIfAbsent(key.substring(COMPONENT.length(), dot), name -> new HashMap<>())
            .put(key.substring(dot + 1), properties.getProperty(key));
      }
    }
  }

  /** Also has placeholders take their values from there. */
  public RouteContexts and(PropertiesSource source) {
    sources.add(source);
    return this;
  }

  /** A context that is not started. */
  public CamelContext make(String name) throws Exception {
    // A view of the beans: a context that stops empties a registry of its own.
    DefaultCamelContext context = new DefaultCamelContext(beans);
    context.getCamelContextExtension().setName(name);
    context.setStreamCaching(false);
    context.setSourceLocationEnabled(true);
    context.setStartupSummaryLevel(StartupSummaryLevel.Off);
    context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
    context.getPropertiesComponent().setInitialProperties(properties);
    sources.forEach(context.getPropertiesComponent()::addPropertiesSource);
    CliConnectorFactory connector =
        context.getCamelContextExtension().getContextPlugin(CliConnectorFactory.class);
    if (connector != null) {
      // It has one status file a process, which the first context to stop would take away.
      connector.setEnabled(false);
    }
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onComponentAdd(String component, Component added) {
            set(context, component, added);
          }
        });
    furnishing.furnish(context);
    return context;
  }

  /** Whether a placeholder of that name has a value. */
  public boolean hasProperty(String name) {
    return properties.containsKey(name)
        || sources.stream().anyMatch(source -> source.getProperty(name) != null)
        || System.getProperty(name) != null
        || System.getenv(name) != null
        || System.getenv(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")) != null;
  }

  private void set(CamelContext context, String name, Component component) {
    Map<String, Object> given = components.get(name);
    if (given != null) {
      PropertyBindingSupport.build()
          .withCamelContext(context)
          .withTarget(component)
          .withConfigurer(component.getComponentPropertyConfigurer())
          .withProperties(new HashMap<>(given))
          .withIgnoreCase(true)
          .bind();
    }
  }
}
