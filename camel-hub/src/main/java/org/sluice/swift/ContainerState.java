package org.sluice.swift;

import java.util.Map;

/**
 * What a container says of itself.
 *
 * @param objects how many it holds, segments included
 * @param bytes that they take
 * @param changed when the container itself was last changed by a PUT or POST
 * @param meta {@code X-Container-Meta-*}, names in lower case, without keys of temporary URLs
 * @param versions the container that takes older versions of its objects; null for none
 */
public record ContainerState(
    long objects, long bytes, String changed, Map<String, String> meta, String versions) {}
