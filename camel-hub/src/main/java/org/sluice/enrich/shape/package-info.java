/** Blocks that change records: their fields, their values, how many of them there are. */
package org.sluice.enrich.shape;
