"""Control: from what a body should do to what its joints should do."""
