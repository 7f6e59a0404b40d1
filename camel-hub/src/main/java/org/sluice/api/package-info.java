/** The HTTP interface that the command line speaks: {@code /v1}. */
package org.sluice.api;
