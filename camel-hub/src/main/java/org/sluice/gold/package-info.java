/**
 * The gold zone: sinks that write what routes made, and readers that ask for it. A sink stands in a
 * route as {@code gold:NAME}, behind a Kamelet.
 *
 * <p>Each sink has a pure mapping, from a body to a batch that knows nothing of the exchange it
 * came from, and a writer, which is all that speaks to a database. Writing the same batch again
 * changes nothing; an older version never replaces a newer one. What many runs hand over to one
 * place is written together. What an older version wrote is taken out by a remover each service
 * has, by what the ledger says.
 */
package org.sluice.gold;
