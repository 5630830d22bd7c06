"""Film a run: MP4 or GIF, without a display and without a graphics card."""

import argparse
import re
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from relaywalk.cli._interrupt import Advance
from relaywalk.cli._progress import progress_bar

FPS = {".gif": 12.5}  # 30 in others; a GIF counts hundredths of a second
LEAST, MOST = 64, 4096  # of a picture's width and height [px]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("run", type=Path, metavar="RUN", help="a run folder")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="FILE",
        help="a name that ends in .mp4 or .gif; RUN/video.mp4 if not given",
    )
    parser.add_argument(
        "--from", type=float, dest="start", metavar="T", help="first time [s]"
    )
    parser.add_argument("--to", type=float, dest="end", metavar="T", help="last [s]")
    parser.add_argument(
        "--fps", type=_fps, help="pictures a second; 30 if not given, 12.5 of a GIF"
    )
    parser.add_argument(
        "--size",
        type=_size,
        default=(1280, 720),
        metavar="WxH",
        help="of the pictures [px]; 1280x720 if not given",
    )
    parser.add_argument(
        "--curve",
        metavar="JOINT",
        help="draw this joint's torque on the pictures ('relaywalk list joints')",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def execute(arguments: argparse.Namespace) -> int:
    """Film; say what was written and how quickly."""
    import relaywalk
    from relaywalk.recording.file_names import VIDEO
    from relaywalk.view.film.video import Shot, instants, write_video

    path = arguments.out or arguments.run / VIDEO
    fps = arguments.fps or FPS.get(path.suffix, 30.0)
    shot = Shot(arguments.start, arguments.end, fps, arguments.size, arguments.curve)
    run = relaywalk.open(arguments.run)
    times, begun = instants(run, shot), time.perf_counter()
    with _bar(float(times[-1] - times[0]), quiet=arguments.quiet) as advance:
        write_video(run, path, shot, advance)
    rate = len(times) / (time.perf_counter() - begun)
    size = path.stat().st_size / 1e6
    print(f"{path}  {size:.1f} MB, {len(times)} pictures, {rate:.1f} made in a second")
    return 0


def _bar(duration: float, *, quiet: bool) -> AbstractContextManager[Advance | None]:
    """Return the progress bar of a film of a duration [s]; nothing if quiet."""
    return nullcontext(None) if quiet else progress_bar(duration, "filmed")


def _size(text: str) -> tuple[int, int]:
    """Return width and height [px] of "1280x720"."""
    found = re.fullmatch(r"(\d+)x(\d+)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text}: such as 1280x720")
    width, height = (int(number) for number in found.groups())
    if not all(LEAST <= n <= MOST and n % 2 == 0 for n in (width, height)):
        raise argparse.ArgumentTypeError(
            f"{text}: even numbers of pixels within {LEAST} … {MOST}"
        )
    return width, height


def _fps(text: str) -> float:
    """Return pictures a second."""
    fps = float(text)
    if not 1.0 <= fps <= 120.0:
        raise argparse.ArgumentTypeError(f"{text} is not within 1 … 120")
    return fps
