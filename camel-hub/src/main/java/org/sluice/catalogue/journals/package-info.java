/**
 * What the hub has of each journal, and what it wants to be sent again.
 *
 * <p>A document a journal in database {@code log}, collection {@code journals}; small, since
 * numbers stand in it as merged ranges.
 */
package org.sluice.catalogue.journals;
