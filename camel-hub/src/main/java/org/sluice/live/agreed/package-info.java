/**
 * What the hubs of a lake agree on: which revisions of route files run. A document in MongoDB,
 * changed by compare-and-set, holds what each hub could run and what all run.
 */
package org.sluice.live.agreed;
