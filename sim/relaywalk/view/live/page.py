"""The page: viser's server on this machine alone, its scene and its panel."""

import contextlib
import io
import time
from collections.abc import Sequence
from typing import Any

from relaywalk.errors import MissingDependency
from relaywalk.types import Array
from relaywalk.view.live.canvas import Canvas
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.frame import Frame, Past
from relaywalk.view.live.panel import Curves, Panel, PushPanel, TimeLine
from relaywalk.view.live.scenery import Scenery

HOST = "127.0.0.1"  # nobody else on the network gets in
PORT = 8080
CURVE_RATE = 5.0  # of the curves in wall time [1/s]
CAMERA = (2.2, -2.8, 1.5)  # of a new visitor, seen from what is followed [m]
TARGET = (0.0, 0.0, 0.8)  # where it looks [m]


class Page:
    """A `Screen` in the browser."""

    def __init__(
        self, controls: Controls, port: int = PORT, *, recorded: bool = False
    ) -> None:
        """Open a server.

        Args:
            controls: Told what the person wants.
            port: Of the server; the next that is free from there on.
            recorded: Whether there is a time line to go back and forth on, and nothing
                to push any more.

        Raises:
            MissingDependency: viser is not installed.
        """
        self._controls, self._recorded = controls, recorded
        self._server = _server(port)
        self._canvas: Canvas | None = None
        self._panel: Panel | None = None
        self._time_line: TimeLine | None = None
        self._drawn = 0.0

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self._server.get_port()}"

    def set_up(self, scenery: Scenery, channels: Sequence[str]) -> None:
        """Draw a scene, once; a run that begins anew has the same."""
        if self._canvas is not None:
            return
        self._server.gui.set_panel_label("relaywalk")
        self._server.gui.configure_theme(show_logo=False, show_share_button=False)
        self._server.initial_camera.position = CAMERA
        self._server.initial_camera.look_at = TARGET
        gui, clicked = self._server.gui, _ignore
        self._panel = Panel(gui, self._controls, scenery)
        if self._recorded:
            self._time_line = TimeLine(gui, self._controls, scenery.duration)
        else:
            clicked = PushPanel(gui, self._controls).clicked
        self._curves = Curves(gui, channels)
        self._canvas = Canvas(self._server.scene, scenery, clicked)

    def show(self, frame: Frame, past: Past) -> None:
        """Show a moment."""
        if self._canvas is None or self._panel is None:
            return
        with self._server.atomic():
            self._canvas.show(frame, self._panel.followed)
            self._panel.show(frame.time)
        if time.perf_counter() - self._drawn >= 1.0 / CURVE_RATE:
            self._drawn = time.perf_counter()
            self._curves.show(past)
            if self._time_line is not None:
                self._time_line.show(frame.time)

    def say(self, text: str) -> None:
        """Say something about the run."""
        if self._panel is not None:
            self._panel.say(text)

    def close(self) -> None:
        """Close the server."""
        with _silence():
            self._server.stop()


def _ignore(actor: str, link: str, sight: Array) -> None:
    """Do nothing about a click."""


def _server(port: int) -> Any:  # noqa: ANN401
    """Return a server that says nothing on the terminal."""
    try:
        import viser
    except ImportError as error:
        raise MissingDependency(
            "the live view needs viser: 'pip install relaywalk[view]', or "
            "'relaywalk run' and then 'relaywalk view RUN', which needs nothing"
        ) from error
    with _silence():
        return viser.ViserServer(host=HOST, port=port, verbose=False)


def _silence() -> contextlib.redirect_stdout[io.StringIO]:
    """Return a context in which viser says nothing."""
    return contextlib.redirect_stdout(io.StringIO())
