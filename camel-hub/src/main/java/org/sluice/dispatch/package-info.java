/**
 * Which routes take an object, and their queues: the dispatcher, and the {@code lake:} component
 * that routes start with.
 */
package org.sluice.dispatch;
