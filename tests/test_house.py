"""The house counts circles that only a type checker sees, and ours has none."""

import importlib
import sys

import pytest
from tests import house

FILES = {
    "__init__.py": "",
    "loose.py": "",
    "a/__init__.py": "",
    "a/one.py": "from {0}.b import two",
    "b/__init__.py": "",
    "b/two.py": "def late():\n    from {0} import c",
    "c.py": (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from {0}.a.other import x"
    ),
    "a/other.py": "x = 1",
}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Return a function that writes a package of a name of its own."""
    monkeypatch.setattr(sys, "path", [*sys.path])

    def write(name, **changed):
        package = tmp_path / "sim" / name
        for file, text in {**FILES, **changed}.items():
            path = package / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(name) + "\n", encoding="utf-8")
        importlib.invalidate_caches()
        return tmp_path

    return write


def test_a_ring_of_rooms_is_found_though_no_file_closes_it(checkout):
    root = checkout("ringed")
    assert house.circles(root, "ringed") == [("ringed.a", "ringed.b", "ringed.c")]


def test_without_one_arrow_there_is_none(checkout):
    assert house.circles(checkout("straight", **{"c.py": ""}), "straight") == []


def test_a_package_may_import_its_own_modules(checkout):
    inner = {"c.py": "", "a/__init__.py": "from {0}.a import other"}
    assert house.circles(checkout("nested", **inner), "nested") == []


def test_a_package_that_imports_what_imports_it_is_a_circle(checkout):
    outer = {"c.py": "import {0}", "__init__.py": "import {0}.c"}
    root = checkout("inward", **outer)
    assert house.circles(root, "inward") == [("inward", "inward.c")]


def test_loose_modules_are_those_in_no_room(checkout):
    assert house.loose(checkout("open"), "open") == ["c", "loose"]


def test_our_own_house_is_in_order(capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert house.main() == 0
    assert "0 circles" in capsys.readouterr().out


def test_too_many_loose_modules_are_refused(capsys, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(house, "MAXIMUM_LOOSE", 3)
    assert house.main() == 1
