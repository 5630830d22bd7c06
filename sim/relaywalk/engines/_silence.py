"""Silence: keeps what a C library prints away from the user's output."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

STDOUT, STDERR = 1, 2  # file descriptors: C code does not know Python's streams


@contextmanager
def silenced() -> Iterator[None]:
    """Let nothing that is printed, by Python or by C, come out meanwhile."""
    with ExitStack() as stack:
        for descriptor in (STDOUT, STDERR):
            stack.enter_context(_pointed_nowhere(descriptor))
        yield


@contextmanager
def _pointed_nowhere(descriptor: int) -> Iterator[None]:
    """Point a file descriptor at the null device; one that is closed stays closed."""
    try:
        kept = os.dup(descriptor)
    except OSError:
        yield
        return
    c_library = ctypes.CDLL(None)
    c_library.fflush(None)  # what was printed before belongs to the user
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
    try:
        yield
    finally:
        c_library.fflush(None)  # a file or pipe gets C's words only when it is flushed
        os.dup2(kept, descriptor)
        os.close(kept)
