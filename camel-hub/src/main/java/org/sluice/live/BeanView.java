package org.sluice.live;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/** Another context's beans, to be looked up only: a context that stops empties what it owns. */
public final class BeanView implements BeanRepository {
  private final BeanRepository beans;

  public BeanView(BeanRepository beans) {
    this.beans = beans;
  }

  @Override
  public Object lookupByName(String name) {
    return beans.lookupByName(name);
  }

  @Override
  public <T> T lookupByNameAndType(String name, Class<T> type) {
    return beans.lookupByNameAndType(name, type);
  }

  @Override
  public <T> Map<String, T> findByTypeWithName(Class<T> type) {
    return beans.findByTypeWithName(type);
  }

  @Override
  public <T> Set<T> findByType(Class<T> type) {
    return beans.findByType(type);
  }
}
