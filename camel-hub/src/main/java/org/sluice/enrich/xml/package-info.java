/** Reads XML element by element. */
package org.sluice.enrich.xml;
