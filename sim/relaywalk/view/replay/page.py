"""The page: markup, the bundle of `make bundle`, and what it shows."""

import base64
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader

from relaywalk import atomic_file
from relaywalk.view.replay.scene import packed

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

HERE = Path(__file__).parent
BUNDLE = HERE / "bundle"  # written by `make bundle`
TEMPLATES = HERE / "templates"


class Player(NamedTuple):
    """What a page needs to have a replay in it.

    Attributes:
        style: CSS.
        script: JavaScript; it starts itself when the page is there.
        data: What it shows, in base 64.
    """

    style: str
    script: str
    data: str


def player(content: bytes) -> Player:
    """Return what a page needs to show something.

    Args:
        content: From `packed`.
    """
    style = (BUNDLE / "replay.css").read_text(encoding="utf-8")
    script = (BUNDLE / "replay.js").read_text(encoding="utf-8")
    return Player(style, script, base64.b64encode(content).decode("ascii"))


def write_page(path: Path, content: bytes, title: str) -> Path:
    """Write a page that needs nothing else; return its path.

    Args:
        path: Of the file.
        content: From `packed`.
        title: Of the page.

    Raises:
        OSError: It cannot be written.
    """
    environment = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    template = environment.get_template("alone.html")
    text = template.render(title=title, player=player(content))
    atomic_file.write_text(path, text)
    return path


def write_replay(run: "Run", path: Path, ghost: "Run | None" = None) -> Path:
    """Write the replay of a run; return its path.

    Args:
        run: That is looked at.
        path: Of the file.
        ghost: Shown beside it, pale.

    Raises:
        RecordingError: A recording cannot be read.
        OSError: The file cannot be written.
    """
    return write_page(path, packed(run, ghost), f"{run.scenario.name}: replay")
