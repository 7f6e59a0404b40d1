/**
 * Writing for many at once: what threads hand over to one place is gathered, written in one go, and
 * answered to each by itself. The catalogue and all sinks write through it.
 */
package org.sluice.batch;
