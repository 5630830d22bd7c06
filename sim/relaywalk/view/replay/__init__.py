"""The offline replay: one HTML file with the motion and the curves of a run."""
