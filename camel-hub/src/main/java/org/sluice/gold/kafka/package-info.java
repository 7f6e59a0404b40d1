/**
 * Records as messages on topics of Kafka. What is on a topic stays there: a reader tells what came
 * twice, and which version is newer, by the headers.
 */
package org.sluice.gold.kafka;
