"""Plans: series, moves, swaps, calling off, what is to come."""
