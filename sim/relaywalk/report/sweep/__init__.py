"""The report of a sweep: one HTML page with its tables and figures."""
