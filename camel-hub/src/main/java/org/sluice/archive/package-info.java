/**
 * What archives hold, and how the bytes of each member are come by: ZIP, TAR, and TAR in gzip.
 * Nothing of an archive ever becomes a file. Knows no other room but events and faults.
 */
package org.sluice.archive;
