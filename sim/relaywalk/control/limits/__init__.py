"""Limits: inequalities of the whole-body QP, as rows lower ≤ G z ≤ upper."""
