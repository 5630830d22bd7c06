"""Files that hold films: MP4 through FFmpeg, GIF through Pillow."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from PIL import Image

from relaywalk.errors import MissingDependency, RecordingError

Add = Callable[[Image.Image], object]  # takes the next picture
# Half the time of x264's own preset for a file of the same size; more threads would
# only take turns with those that draw.
QUICK = ["-preset", "veryfast", "-threads", "1", "-movflags", "+faststart"]
BLOCK = 2  # width and height are multiples of it, as players want it [px]
COLOURS, LOOKED_AT = 64, 16  # of a GIF; pictures that they are chosen from
OCTREE = Image.Quantize.FASTOCTREE


def check_name(path: Path) -> None:
    """Refuse a file whose ending tells no format.

    Raises:
        RecordingError: It is none that can be written.
    """
    if path.suffix not in KINDS:
        allowed = " or ".join(KINDS)
        raise RecordingError(f"--out: {path}: a name that ends in {allowed}")


@contextmanager
def film_file(path: Path, size: tuple[int, int], fps: float) -> Iterator[Add]:
    """Yield what takes the pictures; the file is there whole or not at all.

    Args:
        path: Of the file; its ending says the format.
        size: Width and height [px].
        fps: Pictures a second.

    Raises:
        RecordingError: The ending tells no format.
        MissingDependency: FFmpeg is not there.
        OSError: The file cannot be written.
    """
    check_name(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        with KINDS[path.suffix](beside, size, fps) as add:
            yield add
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _mp4(path: Path, size: tuple[int, int], fps: float) -> Iterator[Add]:
    """Hand the pictures on to FFmpeg, which encodes in a process of its own."""
    try:
        from imageio_ffmpeg import write_frames
    except ImportError as error:
        raise MissingDependency(
            "MP4 needs FFmpeg: pip install imageio-ffmpeg (or ask for a .gif)"
        ) from error
    encoder = write_frames(
        str(path),
        size,
        fps=fps,
        macro_block_size=BLOCK,
        ffmpeg_log_level="error",
        output_params=QUICK,
    )
    encoder.send(None)
    try:
        yield lambda picture: encoder.send(picture.tobytes())
    finally:
        encoder.close()


@contextmanager
def _gif(path: Path, size: tuple[int, int], fps: float) -> Iterator[Add]:
    """Keep the pictures, a byte a pixel, and write them in colours that fit all."""
    kept: list[Image.Image] = []
    yield lambda picture: kept.append(picture.quantize(method=OCTREE))
    colours = _colours_of_all(kept, size)
    few = [
        picture.convert("RGB").quantize(palette=colours, dither=Image.Dither.NONE)
        for picture in kept
    ]
    duration = round(1000.0 / fps)
    few[0].save(path, save_all=True, append_images=few[1:], duration=duration, loop=0)


def _colours_of_all(pictures: list[Image.Image], size: tuple[int, int]) -> Image.Image:
    """Return a picture whose palette fits them all: that of some of them, small."""
    some = pictures[:: -(-len(pictures) // LOOKED_AT)]
    small = (size[0] // 4, size[1] // 4)
    sheet = Image.new("RGB", (small[0], small[1] * len(some)))
    for index, picture in enumerate(some):
        tile = picture.convert("RGB").resize(small, Image.Resampling.NEAREST)
        sheet.paste(tile, (0, index * small[1]))
    return sheet.quantize(COLOURS)


Open = Callable[[Path, tuple[int, int], float], AbstractContextManager[Add]]
KINDS: dict[str, Open] = {".mp4": _mp4, ".gif": _gif}
