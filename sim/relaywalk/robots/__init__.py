"""Robots: cards and the models made from them."""
