"""Terrain: the ground as data, the same for placing, planning and every engine."""
