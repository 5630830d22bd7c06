"""Every format: writes what it says, whole or not at all."""

from importlib.util import find_spec

import pytest

from relaywalk import registry
from relaywalk.errors import MissingDependency
from relaywalk.recording import export
from relaywalk.recording.export import library, whole
from relaywalk.recording.export._excerpt import Excerpt

# Rerun is large and optional
LACKING = set() if find_spec("rerun") else {"rrd"}
NAMES = [name for name in registry.modules(export.__name__) if name not in LACKING]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_that_are_returned(excerpt, tmp_path, name):
    form = registry.module(export.__name__, name)
    folder = tmp_path / "out"
    folder.mkdir()
    written = form.write(excerpt, folder / f"x{form.SUFFIXES[0]}")
    assert sorted(written) == sorted(folder.iterdir())
    assert all(path.stat().st_size > 0 for path in written)


@pytest.mark.parametrize("name", NAMES)
def test_of_one_actor_the_first_file_has_the_name_asked_for(recorded, tmp_path, name):
    form = registry.module(export.__name__, name)
    path = tmp_path / f"x{form.SUFFIXES[-1]}"
    assert form.write(Excerpt.of(*recorded, "robot"), path)[0] == path


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_of_one_row_is_enough(record, two_link, tmp_path, name):
    cards = {"robot": two_link}
    form = registry.module(export.__name__, name)
    excerpt = Excerpt.of(record(cards, 1), cards)
    assert form.write(excerpt, tmp_path / f"x{form.SUFFIXES[0]}")[0].exists()


def test_a_file_that_broke_off_is_not_there(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("the one before")
    with pytest.raises(OSError, match="full"), whole(path) as part:
        part.write_text("half")
        raise OSError("disk full")
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_text() == "the one before"


def test_a_missing_library_names_the_line_that_installs_it():
    with pytest.raises(MissingDependency, match=r"pip install 'relaywalk\[export\]'"):
        library("no_such_library.part")
    with pytest.raises(MissingDependency, match=r"pip install 'relaywalk\[rerun\]'"):
        library("no_such_library", "rerun")
