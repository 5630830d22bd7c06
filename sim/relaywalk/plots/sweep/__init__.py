"""Figures of a sweep: what its factors do to outcomes and measured numbers."""
