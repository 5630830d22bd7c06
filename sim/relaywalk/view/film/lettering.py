"""Letters on pictures, in the typeface that comes with matplotlib."""

from functools import cache
from pathlib import Path

import matplotlib
from PIL.ImageFont import FreeTypeFont, truetype

PAPER, INK, FAINT = (255, 255, 255), (40, 44, 52), (130, 138, 150)
SMALLEST = 9  # [px]


@cache
def typeface(height: int, share: float) -> FreeTypeFont:
    """Return letters as high as a share [-] of a picture's height [px]."""
    file = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return truetype(str(file), max(round(share * height), SMALLEST))
