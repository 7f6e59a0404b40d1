package org.sluice.event;

/** Numbers of one journal, both ends included. */
public record JournalRange(String proxy, String epoch, long from, long to) {}
