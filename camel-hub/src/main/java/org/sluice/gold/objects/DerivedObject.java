package org.sluice.gold.objects;

import org.sluice.event.Derivation;
import org.sluice.event.ObjectKey;

/**
 * An object that a route made of another.
 *
 * @param key what it is called
 * @param from where it comes from, which its metadata say
 */
public record DerivedObject(
    ObjectKey key, String contentType, Content content, Derivation from) {}
