package org.sluice.gold.neo4j;

import java.util.List;
import java.util.Map;

/**
 * One picture and what is in it.
 *
 * @param swiftId the lake's number for the object, unique in the lake: the node's key
 * @param version compared as text; a newer one stays
 * @param properties all properties of the {@code IMAGE} node
 * @param subjects types of the {@code OBJECT} nodes that it shows
 * @param contains types of the {@code OBJECT} nodes that are in it besides
 */
public record PictureGraph(
    String swiftId,
    String version,
    Map<String, Object> properties,
    List<String> subjects,
    List<String> contains) {}
