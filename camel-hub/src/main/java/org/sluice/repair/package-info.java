/**
 * What is set right, by command or by schedule: parked runs that are tried again, objects that are
 * run again, and what only one hub of the lake does at a time.
 */
package org.sluice.repair;
