"""A film: the pictures of its times, each with its caption."""

from contextlib import nullcontext

import numpy as np
import pytest
from PIL import Image

from relaywalk.errors import MissingDependency, RecordingError, UnknownName
from relaywalk.view.film import video
from relaywalk.view.film.video import Shot, instants, write_video

SIZE = (96, 64)


@pytest.fixture
def drawn(monkeypatch):
    """Draw empty pictures; return the rows and cameras asked for."""
    asked = []

    class Painter:
        def __init__(self, run, rows):
            self.rows = rows

        def picture(self, index, camera):
            asked.append((int(self.rows[index]), camera))
            return np.zeros((camera.height, camera.width, 3), np.uint8)

    monkeypatch.setattr(video, "painter", lambda *given: nullcontext(Painter(*given)))
    return asked


def test_the_pictures_are_those_of_the_time_asked_for(shared_run, drawn, tmp_path):
    run, told = shared_run(150), []
    shot = Shot(0.5, 1.0, 10.0, SIZE)
    write_video(run, tmp_path / "a.gif", shot, lambda *said: told.append(said))
    time = run.recording.time[[row for row, _ in drawn]]
    np.testing.assert_allclose(time, [0.5, 0.6, 0.7, 0.8, 0.9, 1.0], atol=1e-9)
    assert [filmed for filmed, _ in told] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert told[-1][1] > 0.0
    with Image.open(tmp_path / "a.gif") as film:
        assert film.size == SIZE


def test_without_times_it_is_the_whole_run(shared_run):
    times = instants(shared_run(150), Shot(fps=20.0))
    assert (times[0], times[-1]) == pytest.approx((0.01, 1.46))
    assert np.diff(times) == pytest.approx(0.05)


def test_times_beyond_the_run_are_cut_and_none_is_refused(shared_run):
    run = shared_run(150)
    assert instants(run, Shot(-5.0, 99.0, 10.0))[-1] <= run.recording.time[-1]
    with pytest.raises(RecordingError, match=r"0\.01 … 1\.5 s"):
        instants(run, Shot(2.0, 3.0))
    with pytest.raises(RecordingError, match="nothing in the time"):
        instants(run, Shot(1.0, 0.5))


def test_the_curve_is_on_the_pictures(shared_run, drawn, tmp_path):
    """Every picture is black but for its caption and what is asked for."""
    light = []
    for curve in (None, "leg_l4_joint"):
        path = tmp_path / "a.gif"
        write_video(shared_run(150), path, Shot(0.5, 0.5, 10.0, (320, 180), curve))
        with Image.open(path) as film:
            light.append(np.asarray(film.convert("L"))[:60].mean())
    assert light[0] == 0.0
    assert light[1] > 20.0


def test_it_is_on_who_fell(two_robots, drawn, tmp_path):
    falls = {"other.base.z": np.linspace(0.9, 0.2, 60)}
    write_video(two_robots("fell", **falls), tmp_path / "a.gif", Shot(size=SIZE))
    assert {camera.target_in_world[0] for _, camera in drawn} == {3.5}


def test_what_cannot_be_is_said_before_anything_is_drawn(shared_run, drawn, tmp_path):
    run = shared_run(60)
    with pytest.raises(UnknownName, match="elbow"):
        write_video(run, tmp_path / "a.gif", Shot(curve="elbow"))
    with pytest.raises(RecordingError, match="ends in"):
        write_video(run, tmp_path / "a.avi", Shot())
    assert drawn == []
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_draws_no_file_is_left(shared_run, tmp_path, monkeypatch):
    def unable(run, rows):
        raise MissingDependency("libegl1")

    monkeypatch.setattr(video, "painter", unable)
    with pytest.raises(MissingDependency):
        write_video(shared_run(60), tmp_path / "a.gif", Shot(size=SIZE))
    assert list(tmp_path.iterdir()) == []
