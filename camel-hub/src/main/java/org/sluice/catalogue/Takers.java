package org.sluice.catalogue;

import java.util.List;

/**
 * Which live runs an object is to have.
 *
 * @param set name of the set of routes that says so
 */
public record Takers(String set, List<RunKey> runs) {}
