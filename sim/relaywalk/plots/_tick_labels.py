"""The labels of an axis as one artist: matplotlib takes milliseconds for each text."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axis import Axis, XAxis
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from relaywalk.types import Array

POINTS = 72.0  # in an inch
ASCENT = 0.76  # of letters above the base line, as the font has it [em]


class Word(NamedTuple):
    """A label as it is printed.

    Attributes:
        image: (height, width, 4) black on nothing.
        left, top: Of it, right of and above the label's start on the base line [px].
    """

    image: NDArray[np.uint8]
    left: float
    top: float


class TickLabels(Artist):
    """The labels of all ticks of an axis."""

    def __init__(
        self, axis: Axis, places: Array, labels: Sequence[str], size: float, far: float
    ) -> None:
        """Keep what is written.

        Args:
            axis: Whose labels, below its axes or left of them.
            places: (n,) of the ticks in data.
            labels: n of them.
            size: Of the font [pt].
            far: From the axes [pt].
        """
        super().__init__()
        self._axis, self._places, self._labels = axis, places, tuple(labels)
        self._size, self._far = size, far

    @property
    def room(self) -> float:
        """How much of the page they take across the axis [pt]."""
        if isinstance(self._axis, XAxis):
            return self._size
        return float(self.get_window_extent().width) * POINTS / self._dpi

    @property
    def _dpi(self) -> float:
        """Dots per inch of the figure."""
        return float(self._axis.axes.figure.dpi)

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        """Return the box around all of them [px]."""
        boxes = [
            Bbox.from_bounds(x, y, word.image.shape[1], word.image.shape[0])
            for x, y, word in self._placed()
        ]
        return Bbox.union(boxes) if boxes else Bbox.null()

    def draw(self, renderer: RendererBase) -> None:
        """Print them."""
        context = renderer.new_gc()
        for x, y, word in self._placed():
            renderer.draw_image(context, x, y, word.image)
        context.restore()

    def _placed(self) -> Iterator[tuple[float, float, Word]]:
        """Yield left and lower end of each word [px], and the word."""
        axes, scale = self._axis.axes, self._dpi / POINTS
        pixels = round(self._size * scale)
        ascent, digit = ASCENT * pixels, _digit(pixels)
        across, nothing = isinstance(self._axis, XAxis), np.zeros(len(self._places))
        ends = (self._places, nothing) if across else (nothing, self._places)
        place = axes.get_xaxis_transform() if across else axes.get_yaxis_transform()
        for (x, y), label in zip(
            place.transform(np.column_stack(ends)), self._labels, strict=True
        ):
            word = _word(label, pixels)
            height, width, _ = word.image.shape
            if across:
                left, base = x - width / 2, y - self._far * scale - ascent
            else:
                left, base = x - self._far * scale - width, y - digit / 2
            yield round(left), round(base + word.top - height), word


@lru_cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    """Return matplotlib's font in a size [px]."""
    return ImageFont.truetype(findfont(FontProperties()), pixels)


def _digit(pixels: int) -> float:
    """Return how far digits rise above the base line [px]."""
    return -float(_font(pixels).getbbox("0", anchor="ls")[1])


@lru_cache(1024)
def _word(label: str, pixels: int) -> Word:
    """Return a label in a size [px]."""
    font = _font(pixels)
    left, top, right, bottom = (
        round(edge) for edge in font.getbbox(label, anchor="ls")
    )
    ink = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(ink).text((-left, -top), label, fill=255, font=font, anchor="ls")
    image = np.zeros((ink.height, ink.width, 4), dtype=np.uint8)
    image[:, :, 3] = np.asarray(ink)[::-1]  # the lowest row comes first
    return Word(image, float(left), float(-top))
