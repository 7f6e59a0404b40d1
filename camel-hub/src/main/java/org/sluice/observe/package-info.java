/**
 * What the hub shows of itself: health, figures for Prometheus, where the queues stand, what is not
 * well. {@link org.sluice.observe.Meters} is where other rooms put figures of their own.
 */
package org.sluice.observe;
