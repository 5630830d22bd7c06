"""Handover: who holds the torch, how it slips, how it changes hands."""
