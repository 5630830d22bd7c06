"""Names on the command line: whole, or a beginning that only one of them has."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from relaywalk import paths, registry


@dataclass(frozen=True, slots=True)
class NameOf:
    """What makes a whole name of an argument; the `type` of argparse.

    Attributes:
        kind: What the name is of, such as "robot".
        available: Returns the names there are.
        or_file: Whether a path is taken too, and left as it is.
    """

    kind: str
    available: Callable[[], tuple[str, ...]]
    or_file: bool = False

    def __call__(self, text: str) -> str:
        """Return the name that an argument means.

        Raises:
            UnknownName: There is none.
            AmbiguousName: There are several.
        """
        if self.or_file and _is_path(text):
            return text
        return registry.completed(self.kind, text, self.available())


def _is_path(text: str) -> bool:
    """Say whether an argument is a path rather than a name."""
    if text.endswith((".yaml", ".yml")) or os.sep in text:
        return True
    return text != "" and Path(text).exists()


def _engines() -> tuple[str, ...]:
    """Return the engines, and the word for the best that is installed."""
    return ("auto", *registry.modules("relaywalk.engines"))


SCENARIO = NameOf(
    "scenario", lambda: registry.names(paths.scenarios(), ".yaml"), or_file=True
)
ROBOT = NameOf(
    "robot", lambda: registry.names(paths.models(), "/card.yaml"), or_file=True
)
SWEEP = NameOf("sweep", lambda: registry.names(paths.sweeps(), ".yaml"), or_file=True)
ENGINE = NameOf("engine", _engines)
PLOT = NameOf("plot", lambda: registry.modules("relaywalk.plots"))
FORMAT = NameOf("format", lambda: registry.modules("relaywalk.recording.export"))
COMMAND = NameOf("command", lambda: registry.modules("relaywalk.cli"))
