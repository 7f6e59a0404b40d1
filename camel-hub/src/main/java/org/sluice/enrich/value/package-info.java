/**
 * From texts to typed values: numbers with their units, dates and times, and what says that there
 * is none. Shared by the blocks that read and those that shape.
 */
package org.sluice.enrich.value;
