"""The local lake: every part of Sluice on one machine, from Debian's packages and Maven's jars."""
