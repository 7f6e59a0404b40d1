/**
 * The one table of settings: name, type, default, range, whether secret, one sentence. It parses,
 * refuses unknown names, and prints the reference.
 */
package org.sluice.settings;
