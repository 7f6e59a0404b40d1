package org.sluice.gold.http;

import java.time.Duration;
import org.sluice.gold.Provenance;

/**
 * What is sent to a service.
 *
 * @param method POST or PUT
 * @param key Idempotency-Key: the same each time that the same records are sent
 * @param credentials name of what is shown as Authorization; empty for nothing
 * @param timeout for the connection and the whole answer
 * @param from what the records were made of
 */
public record Request(
    String method,
    String url,
    String contentType,
    String key,
    String body,
    String credentials,
    Duration timeout,
    Provenance from) {}
