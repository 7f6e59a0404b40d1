/**
 * What happened to an object: the records that every room reads. Imports no other room.
 *
 * <p>The format is the CloudEvent of {@code config/event.schema.json}.
 */
package org.sluice.event;
