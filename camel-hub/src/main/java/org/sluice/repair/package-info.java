/** What is set right by command: parked runs that are tried again. */
package org.sluice.repair;
