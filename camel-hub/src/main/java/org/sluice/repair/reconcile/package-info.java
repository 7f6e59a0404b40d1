/**
 * Compares Swift's listings with the catalogue, both ways, and sends what is missing as the events
 * that the filter would have told.
 */
package org.sluice.repair.reconcile;
