"""Reports: the pages of a finished run and of a sweep."""
