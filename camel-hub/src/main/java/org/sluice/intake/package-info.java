/**
 * Signed webhook to Kafka: {@code POST /v1/events} takes batches of CloudEvents and answers 202
 * only once Kafka has them.
 */
package org.sluice.intake;
