/**
 * From a sample to a route: what kind of file it is, which blocks read it, what in its records is a
 * time, a value, a name. A class a format; each guess is said, so that it can be corrected.
 */
package org.sluice.trial.guess;
