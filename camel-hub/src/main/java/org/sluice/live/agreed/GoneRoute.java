package org.sluice.live.agreed;

import java.time.Instant;

/**
 * A route that no file has any more, and whose queue may hold what is not done.
 *
 * @param route its id
 * @param file where it stood
 * @param since when it was taken out; while a hub has the file and refuses it, it is not gone
 */
public record GoneRoute(String route, String file, Instant since) {}
