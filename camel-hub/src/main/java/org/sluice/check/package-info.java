/**
 * What can be told of a route's file from its text: where it is wrong, with line and column, and
 * what is meant. The running lake and {@code sluice check} ask the same.
 */
package org.sluice.check;
