/**
 * The one catalogue of what can go wrong. A fault's kind decides what is done about it; its hint is
 * what the reader can do.
 */
package org.sluice.fault;
