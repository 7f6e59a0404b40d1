/** Reads tables of text, CSV, record by record; what is not said of their form is found. */
package org.sluice.enrich.csv;
