/** Reads raw objects from Swift, as streams. */
package org.sluice.swift;
