/**
 * Camel's own tools at the running hub: Hawtio and Jolokia behind a password on an address of their
 * own, and the connector that the {@code camel} command speaks to. All of it is off unless the
 * settings turn it on.
 */
package org.sluice.console;
