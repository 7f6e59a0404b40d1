/**
 * Route files taken while the hub runs: the folder is watched, each file is built in a Camel
 * context of its own, and a file that is wrong leaves what ran before running.
 */
package org.sluice.live;
