"""Sluice's command line. Standard library only."""
