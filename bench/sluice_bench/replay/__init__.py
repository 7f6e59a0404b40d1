"""How a replay keeps to its rate, and what it does to live uploads."""
