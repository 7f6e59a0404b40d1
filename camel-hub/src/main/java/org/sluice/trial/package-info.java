/**
 * Routes tried without a lake: a file goes through its real route, and what it would write to gold
 * is kept instead of written. Nothing leaves the machine; services are asked of an example's own
 * answers.
 *
 * <p>The command line's {@code test routes}, {@code try} and {@code new} start {@link
 * org.sluice.trial.Trial}, the tests the same room.
 */
package org.sluice.trial;
