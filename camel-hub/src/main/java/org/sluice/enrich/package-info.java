/**
 * What the blocks of routes do: read an object's bytes, make records and readings of them, and ask
 * services for what they know. A Kamelet in {@code routes/blocks} stands before each, so that a
 * route speaks of {@code kamelet:json-records-action} and never of a class.
 *
 * <p>A run's exchange starts with an {@link java.io.InputStream} of the object's bytes as its body;
 * each block says which body it takes and which it leaves.
 */
package org.sluice.enrich;
