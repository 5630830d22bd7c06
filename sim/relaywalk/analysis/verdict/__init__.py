"""Verdict: what a run was asked to show, and whether its recording shows it."""
