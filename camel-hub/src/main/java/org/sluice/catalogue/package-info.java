/**
 * The MongoDB documents that describe every object, and the record of every run and operation.
 *
 * <p>Database {@code swift} holds a collection a project and a document an object, in the layout
 * that insertion tools know; {@code stats} the counter of ids and the operations of each day;
 * {@code log} the runs, the operations, what waits, and the ledger of what is where in gold.
 */
package org.sluice.catalogue;
