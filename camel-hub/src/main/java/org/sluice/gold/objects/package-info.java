/**
 * Objects that routes make, in Swift beside those that users stored. Each says in its metadata
 * where it comes from; nothing but what says so is overwritten or deleted.
 */
package org.sluice.gold.objects;
