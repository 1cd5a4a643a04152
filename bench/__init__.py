"""Measurements as ratios in one run, each beside its floor; `make bench`."""
