"""The fingerprint: SHA-256 of a recording's numbers, row after row."""

import hashlib

import numpy as np

from relaywalk.recording.recording import Recording
from relaywalk.types import Array


class Fingerprint:
    """Grows with the rows; how they come in batches makes no difference."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._hash = hashlib.sha256()

    def update(self, rows: Array) -> None:
        """Add rows (k, channels), every number as it is stored."""
        # little end first on every machine
        self._hash.update(np.ascontiguousarray(rows, dtype="<f8").data)

    def hexdigest(self) -> str:
        """Return the fingerprint."""
        return self._hash.hexdigest()


def fingerprint_of(recording: Recording) -> str:
    """Return the fingerprint of all rows of a recording."""
    found = Fingerprint()
    for rows in recording.row_groups():
        found.update(rows)
    return found.hexdigest()
