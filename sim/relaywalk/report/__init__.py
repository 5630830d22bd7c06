"""Reports: plots and one page of a finished run."""
