"""Experiments: several runs of one scenario's variants, and what they show together."""
