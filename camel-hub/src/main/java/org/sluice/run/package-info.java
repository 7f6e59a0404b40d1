/**
 * One object through one route: its outcome, every operation on record, retry and parking.
 *
 * <p>Blocks and sinks see a run through {@link org.sluice.run.RunView} only.
 */
package org.sluice.run;
