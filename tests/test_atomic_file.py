"""A file is written whole, or not at all."""

import resource

import pytest

from relaywalk import atomic_file


def test_a_text_replaces_the_old_one_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "a.json"
    for text in ("one", "zwölf"):
        atomic_file.write_text(path, text)
        assert path.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_where_there_is_no_room_the_old_file_stays(tmp_path):
    path = tmp_path / "a.json"
    atomic_file.write_text(path, "old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            atomic_file.write_bytes(path, bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
