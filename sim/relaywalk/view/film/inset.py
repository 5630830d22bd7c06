"""A joint's torque on a picture: a curve that moves along, the moment in its middle."""

from typing import TYPE_CHECKING

import numpy as np
from PIL.Image import Image
from PIL.ImageDraw import Draw, ImageDraw

from relaywalk.errors import UnknownName
from relaywalk.types import Array
from relaywalk.view.film.lettering import FAINT, INK, PAPER, typeface

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

SPAN = 6.0  # shown [s]
WIDTH, HEIGHT = 0.32, 0.26  # of the picture's [-]
EDGE = 0.022  # free around the box, of the picture's height [-]
LETTERS = 0.024  # of the picture's height [-]
HEADROOM = 0.1  # free above and below the curve, of its range [-]
CURVE, NOW = (0, 114, 178), (213, 94, 0)  # Okabe and Ito's blue and vermilion


class Inset:
    """The torque of one joint; its scale is that of the whole film."""

    def __init__(self, run: "Run", joint: str, span: tuple[float, float]) -> None:
        """Read the curve.

        Args:
            run: That is filmed.
            joint: Of the first actor that has it, walkers before others.
            span: First and last time of the film [s].

        Raises:
            UnknownName: No actor has such a joint.
        """
        actor = _having(run, joint)
        self.title = f"{run.cards[actor].common_name(joint)}: torque [N·m]"
        self._time = run.recording.time
        self._torque = run.recording[f"{actor}.{joint}.torque"]
        first, last = span[0] - SPAN / 2, span[1] + SPAN / 2
        shown = self._torque[(self._time >= first) & (self._time <= last)]
        low, high = float(shown.min()), float(shown.max())
        free = HEADROOM * max(high - low, 1e-3)
        self._range = (low - free, high + free)

    def draw(self, picture: Image, time: float) -> None:
        """Draw the curve about a time [s] into a picture's upper left corner."""
        draw, edge = Draw(picture), round(EDGE * picture.height)
        right = edge + round(WIDTH * picture.width)
        bottom = edge + round(HEIGHT * picture.height)
        letters = typeface(picture.height, LETTERS)
        draw.rectangle((edge, edge, right, bottom), fill=PAPER)
        gap = letters.size // 2
        draw.text((edge + gap, edge + gap), self.title, INK, letters)
        self._draw_curve(draw, (edge, edge + 2 * letters.size, right, bottom), time)
        index = min(int(np.searchsorted(self._time, time)), len(self._time) - 1)
        value = f"{self._torque[index]:.1f}"
        draw.text((right - gap, edge + gap), value, NOW, letters, anchor="ra")

    def _draw_curve(
        self, draw: ImageDraw, box: tuple[float, float, float, float], time: float
    ) -> None:
        """Draw the curve, zero and the moment into a box of a picture [px]."""
        left, top, right, bottom = box
        middle = (left + right) / 2
        low, high = self._range
        first, last = np.searchsorted(self._time, (time - SPAN / 2, time + SPAN / 2))
        since = self._time[first:last] - time
        x = middle + since * (right - left) / SPAN

        def height(torque: Array) -> Array:
            return bottom - (torque - low) / (high - low) * (bottom - top)

        if low < 0.0 < high:
            zero = float(height(np.zeros(1))[0])
            draw.line((left, zero, right, zero), FAINT)
        points = np.stack((x, height(self._torque[first:last])), axis=1)
        draw.line(points.ravel().tolist(), CURVE, width=2)
        draw.line((middle, top, middle, bottom), NOW, width=2)


def _having(run: "Run", joint: str) -> str:
    """Return the first actor that has a joint, walkers before others.

    Raises:
        UnknownName: No actor has it.
    """
    actors = sorted(run.cards, key=lambda name: run.cards[name].base != "floating")
    for actor in actors:
        if joint in run.cards[actor].joints:
            return actor
    there = {name for card in run.cards.values() for name in card.joints}
    raise UnknownName("joint", joint, sorted(there))
