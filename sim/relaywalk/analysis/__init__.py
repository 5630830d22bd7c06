"""Analysis: what a recording says; it never sees an engine or a controller."""
