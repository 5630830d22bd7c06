"""`video` films, says what it wrote, and refuses what it cannot."""

import pytest

from relaywalk import cli
from relaywalk.view.film import video


@pytest.fixture
def filmed(monkeypatch):
    """Write no film; return the shots asked for."""
    asked = []

    def write(run, path, shot, progress):
        path.write_bytes(bytes(1_500_000))
        asked.append((path, shot, progress))

    monkeypatch.setattr(video, "write_video", write)
    return asked


def test_the_whole_run_in_its_folder(make_run, filmed, capsys):
    folder = make_run(60).folder
    assert cli.main(["video", str(folder)]) == 0
    ((path, shot, progress),) = filmed
    assert path == folder / "video.mp4"
    assert shot == video.Shot()
    assert progress is not None
    assert capsys.readouterr().out.startswith(f"{path}  1.5 MB, 18 pictures, ")


def test_options_reach_the_film(make_run, filmed, tmp_path):
    out = tmp_path / "a.gif"
    options = ["--from", "0.1", "--to", "0.5", "--size", "320x180", "--quiet"]
    asked = [str(make_run(60).folder), "-o", str(out), "--curve", "leg_l4_joint"]
    assert cli.main(["video", *asked, *options]) == 0
    shot = video.Shot(0.1, 0.5, 12.5, (320, 180), "leg_l4_joint")
    assert filmed == [(out, shot, None)]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--size", "320"), ("--size", "321x180"), ("--size", "8x8"), ("--fps", "0")],
)
def test_what_no_film_has_is_2(make_run, filmed, option, value, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["video", str(make_run(60).folder), option, value])
    assert ended.value.code == 2
    assert value in capsys.readouterr().err
    assert filmed == []


def test_another_ending_is_2(make_run, capsys):
    assert cli.main(["video", str(make_run(60).folder), "-o", "a.avi"]) == 2
    assert "ends in .mp4 or .gif" in capsys.readouterr().err
