/** Archives: which files they hold. */
package org.sluice.enrich.archive;
