/** Reads texts line by line, by a pattern. */
package org.sluice.enrich.text;
