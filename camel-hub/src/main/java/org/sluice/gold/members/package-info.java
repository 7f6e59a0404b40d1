/** Members of archives: each becomes an object of the lake, and so a run of its own. */
package org.sluice.gold.members;
