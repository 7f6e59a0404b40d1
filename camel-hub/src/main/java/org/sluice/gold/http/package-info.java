/**
 * Records to services over HTTP. What was sent stays where it was sent to: a service tells what
 * comes twice by its Idempotency-Key.
 */
package org.sluice.gold.http;
