package org.sluice.enrich;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code enrich:BLOCK?parameter=value}: runs a block by its name. A block that is not there, and a
 * parameter that it does not know or that is not what it should be, are refused when the route is
 * loaded.
 */
public final class EnrichComponent extends DefaultComponent {
  /** What routes call a block by, before {@code -action}, where that is not its name here. */
  private static final Map<String, String> CALLED = Map.of("http-lookup", "http-enrich");

  private final Map<String, Block.Factory> blocks;
  private final RecordWatch watch;

  EnrichComponent(Map<String, Block.Factory> blocks, RecordWatch watch) {
    this.watch = watch;
    this.blocks = new TreeMap<>(blocks);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    Block.Factory factory = blocks.get(name);
    if (factory == null) {
      throw new IllegalArgumentException(
          "there is no block '" + name + "'; there are: " + String.join(", ", blocks.keySet()));
    }
    try {
      Block block = factory.create(new BlockParameters(getCamelContext(), parameters));
      return new EnrichEndpoint(uri, this, name, block, watch);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "block " + CALLED.getOrDefault(name, name) + "-action: " + e.getMessage(), e);
    }
  }
}
