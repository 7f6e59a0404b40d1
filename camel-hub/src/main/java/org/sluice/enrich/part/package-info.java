/**
 * Large objects of which each record ends where a look at the bytes shows it (JSON, CSV, texts by
 * lines): cut there into parts, which are read side by side and handed over in their order.
 */
package org.sluice.enrich.part;
