package org.sluice.check;

import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a route's file may name.
 *
 * @param blocks by name
 * @param components schemes of addresses
 * @param properties whether a placeholder of that name has a value
 * @param policies files of {@code routes/policies}
 */
public record Surroundings(
    Map<String, BlockText> blocks,
    Collection<String> components,
    Predicate<String> properties,
    Collection<RouteText> policies) {}
