package org.sluice.swift;

/**
 * One object as all its replicas were asked for it.
 *
 * @param object null when there is none
 * @param timestamp of its last change, data or metadata; null when there is none
 * @param data of its data; null where the proxy does not tell
 * @param deleted of the tombstone that is left of it; null where there is none or the proxy does
 *     not tell
 */
public record Look(RawObject object, String timestamp, String data, String deleted) {}
