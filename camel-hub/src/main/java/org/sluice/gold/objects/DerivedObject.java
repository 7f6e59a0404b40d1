package org.sluice.gold.objects;

import org.sluice.event.Derivation;
import org.sluice.event.ObjectKey;
import org.sluice.gold.Provenance;

/**
 * An object that a route made of another.
 *
 * @param key what it is called
 * @param origin what it was made of, and by which route
 * @param from the same as its metadata say it
 */
public record DerivedObject(
    ObjectKey key, String contentType, Content content, Provenance origin, Derivation from) {}
