"""What a run's bits depend on besides its scenario: code, libraries, models, machine.

Two runs of one scenario are the same bit for bit where all of this is the same.
"""

import hashlib
import os
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from relaywalk.compilation import compiler

LIBRARIES = {"numpy": "numpy", "scipy": "scipy", "pinocchio": "pin", "daqp": "daqp"}
# what simulates depends on none of these
APART = ("analysis", "cli", "plots", "report")
THREADS = "OMP_NUM_THREADS"  # the order in which BLAS sums depends on it
DIGITS = 12  # of a digest, enough to tell versions apart
UNKNOWN = "unknown"


class Change(NamedTuple):
    """Something that was another when a run was recorded."""

    name: str
    recorded: str
    now: str


def versions(engine: str, models: Mapping[str, Path]) -> dict[str, str]:
    """Return name → version.

    Args:
        engine: Version of the engine's library.
        models: Name of a body → its folder, with card and URDF.
    """
    return {
        "relaywalk": metadata.version("relaywalk"),
        "code": code_digest(),
        "engine": engine,
        "python": platform.python_version(),
        **{name: metadata.version(package) for name, package in LIBRARIES.items()},
        "loops": compiler(),
        "machine": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "threads": os.environ.get(THREADS, "all"),
        **{
            f"model {name}": digest(
                path
                for path in folder.rglob("*")
                if path.is_file() and path.suffix != ".md"
            )
            for name, folder in sorted(models.items())
        },
    }


def changes(recorded: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """Return what differs, in the order of `now`; what one side lacks is unknown."""
    names = dict.fromkeys((*now, *recorded))
    pairs = [(n, recorded.get(n, UNKNOWN), now.get(n, UNKNOWN)) for n in names]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def code_digest() -> str:
    """Return the digest of the part of this package that simulates."""
    root = Path(__file__).parents[1]
    return digest(
        path
        for path in root.rglob("*.py")
        if path.relative_to(root).parts[0] not in APART
    )


def digest(files: Iterable[Path]) -> str:
    """Return the beginning of the SHA-256 of files, their names included."""
    found = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        found.update(f"{path.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()[:DIGITS]


def processor() -> str:
    """Return what the processor calls itself; libraries choose their code by it."""
    fields, found = ("model name", "cpu family", "model"), dict[str, str]()
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    parts = [found[name] for name in fields if name in found]
    return " ".join(parts) or platform.processor() or UNKNOWN
