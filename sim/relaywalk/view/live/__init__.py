"""The live view: a scenario while it is simulated, or a recording, in the browser."""
