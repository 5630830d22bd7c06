"""What a picture shows in words: the time, and who is in which phase."""

from typing import TYPE_CHECKING

from PIL.Image import Image
from PIL.ImageDraw import Draw

from relaywalk.view.film.lettering import INK, PAPER, typeface

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

SHARE = 0.030  # height of the letters, of the picture's [-]


def caption(run: "Run", time: float) -> str:
    """Return a time [s] and the phase of everybody who is in one then."""
    at = {
        record.actor: record.phase.replace("_", " ")
        for record in run.result.phases
        if record.start <= time < record.end
    }
    phases = "   ".join(f"{actor}: {phase}" for actor, phase in at.items())
    return f"{time:6.2f} s   {phases}".rstrip()


def write_caption(picture: Image, text: str) -> None:
    """Write a text into a picture's lower left corner."""
    letters = typeface(picture.height, SHARE)
    draw, edge = Draw(picture), letters.size
    place = (edge, picture.height - edge)
    left, top, right, bottom = draw.textbbox(place, text, letters, anchor="ls")
    around = (left - edge // 2, top - edge // 3, right + edge // 2, bottom + edge // 3)
    draw.rectangle(around, fill=PAPER)
    draw.text(place, text, INK, letters, anchor="ls")
