"""Loads: what the joints bore, what of it the torch added, what gave way."""
