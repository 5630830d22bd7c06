"""What a run's bits depend on is named, and a change is seen."""

from relaywalk.paths import models
from relaywalk.runs.versions import (
    Change,
    changes,
    code_digest,
    digest,
    processor,
    versions,
)


def test_every_version_is_known():
    found = versions("1.2.3", {"torch": models() / "torch"})
    assert found["engine"] == "1.2.3"
    assert found["code"] == code_digest()
    assert "model torch" in found
    assert all(found.values())
    assert processor()


def test_a_digest_sees_content_names_and_borders(tmp_path):
    def of(**files):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return digest(tmp_path / name for name in files)

    prints = [of(a="1"), of(a="2"), of(b="1"), of(a="12", b="3"), of(a="1", b="23")]
    assert len(set(prints)) == len(prints)
    assert of(a="1") == prints[0]


def test_readers_notes_are_no_part_of_a_model(tmp_path):
    (tmp_path / "card.yaml").write_text("name: x\n", encoding="utf-8")
    before = versions("", {"x": tmp_path})["model x"]
    (tmp_path / "README.md").write_text("more words\n", encoding="utf-8")
    assert versions("", {"x": tmp_path})["model x"] == before
    (tmp_path / "card.yaml").write_text("name: y\n", encoding="utf-8")
    assert versions("", {"x": tmp_path})["model x"] != before


def test_changes_name_what_differs_and_what_one_side_lacks():
    then, now = {"numpy": "1", "old": "x", "same": "0"}, {"same": "0", "numpy": "2"}
    assert changes(then, now) == [
        Change("numpy", "1", "2"),
        Change("old", "x", "unknown"),
    ]
    assert changes(now, now) == []
