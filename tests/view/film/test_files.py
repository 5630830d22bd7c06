"""Films are files that a player reads, there whole or not at all."""

import subprocess
import sys

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

from relaywalk.errors import MissingDependency, RecordingError
from relaywalk.view.film.files import film_file

SIZE = (64, 48)
REDS = (40, 120, 200)


def write(path, reds=REDS, fps=10.0):
    with film_file(path, SIZE, fps) as add:
        for red in reds:
            add(Image.new("RGB", SIZE, (red, 60, 30)))


def test_an_mp4_holds_the_pictures_in_order(tmp_path, capfd):
    path = tmp_path / "new" / "film.mp4"
    write(path)
    assert capfd.readouterr() == ("", "")
    command = [get_ffmpeg_exe(), "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    read = subprocess.run(command, capture_output=True)
    assert b", 64x48, " in read.stderr
    assert b", 10 fps, " in read.stderr
    frames = np.frombuffer(read.stdout, np.uint8).reshape(-1, *SIZE, 3)
    assert frames[..., 0].mean(axis=(1, 2)) == pytest.approx(REDS, abs=8.0)
    assert list(path.parent.iterdir()) == [path]


def test_a_gif_holds_the_pictures_for_their_time(tmp_path):
    path = tmp_path / "film.gif"
    write(path)
    with Image.open(path) as film:
        assert film.n_frames == len(REDS)
        assert film.info["loop"] == 0
        for index, red in enumerate(REDS):
            film.seek(index)
            assert film.info["duration"] == 100
            assert film.convert("RGB").getpixel((9, 9))[0] == pytest.approx(red, abs=4)


def test_a_colour_that_comes_late_is_kept(tmp_path):
    path = tmp_path / "film.gif"
    write(path, [40] * 30 + [250] * 30)
    with Image.open(path) as film:
        film.seek(film.n_frames - 1)
        assert film.convert("RGB").getpixel((9, 9))[0] == pytest.approx(250, abs=4)


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
def test_a_film_that_was_given_up_leaves_nothing(tmp_path, name):
    path = tmp_path / name
    path.write_text("the one before")
    with pytest.raises(KeyboardInterrupt), film_file(path, SIZE, 10.0) as add:
        add(Image.new("RGB", SIZE))
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "the one before"


def test_another_ending_is_refused_before_anything_is_drawn(tmp_path):
    with pytest.raises(RecordingError, match=r"ends in \.mp4 or \.gif"):
        write(tmp_path / "film.avi")


def test_without_ffmpeg_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(MissingDependency, match="pip install imageio-ffmpeg"):
        write(tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []
    write(tmp_path / "film.gif")
