package org.sluice.enrich.csv;

import java.nio.charset.Charset;

/**
 * What a table's beginning tells of it.
 *
 * @param linesBefore lines that stand before it
 * @param header whether its first record names the columns
 */
record Beginning(Dialect dialect, long linesBefore, boolean header, Table table, Charset charset) {}
