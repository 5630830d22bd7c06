"""Names of figures in a pipe, from which several processes take one after another."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

# A name is padded to a record: a pipe hands out a record whole, to one reader only.
RECORD = 256  # no shorter than a file name, no longer than PIPE_BUF [byte]


@dataclass(frozen=True, slots=True)
class FigureQueue:
    """The end of a pipe at which names come out.

    Attributes:
        end: File descriptor.
    """

    end: int

    def __iter__(self) -> Iterator[str]:
        """Yield the names that nobody else has taken; wait for more until it closes."""
        while record := os.read(self.end, RECORD):
            yield record.rstrip(b"\0").decode()


def put(end: int, name: str) -> None:
    """Put a name into a pipe.

    Args:
        end: File descriptor at which it goes in.
        name: Of a plot.
    """
    os.write(end, name.encode().ljust(RECORD, b"\0"))
