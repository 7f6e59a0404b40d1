/** Health of the hub and of what it depends on, for operators. */
package org.sluice.observe;
