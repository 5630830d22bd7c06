"""Writing a file so that it is there whole or not at all."""

import os
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text beside its place, then move it there.

    A kill at any moment leaves the old file or the new one.

    Args:
        path: Of the file.
        text: All of it.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes beside their place, then move them there.

    Args:
        path: Of the file.
        content: All of it.

    Raises:
        OSError: It cannot be written; names the file.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
