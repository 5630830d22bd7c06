"""A folder is the list of names."""

import pytest

from relaywalk import phases, registry
from relaywalk.errors import UnknownName


def test_files_with_the_suffix_are_the_names(tmp_path):
    for name in ("b.py", "a.py", "__init__.py", "_private.py", "note.txt"):
        (tmp_path / name).touch()
    assert registry.names(tmp_path, ".py") == ("a", "b")


def test_folders_that_hold_a_file_are_the_names(tmp_path):
    (tmp_path / "robot").mkdir()
    (tmp_path / "robot" / "card.yaml").touch()
    (tmp_path / "empty").mkdir()
    assert registry.names(tmp_path, "/card.yaml") == ("robot",)


def test_a_missing_folder_holds_no_names(tmp_path):
    assert registry.names(tmp_path / "nowhere", ".py") == ()


def test_an_unknown_module_is_refused_with_those_there_are():
    with pytest.raises(UnknownName, match=r"no phase named 'fly'.*stand"):
        registry.module("relaywalk.phases", "fly")


def test_every_folder_on_a_packages_path_counts(tmp_path, monkeypatch):
    (tmp_path / "dance.py").touch()
    before = registry.modules("relaywalk.phases")
    monkeypatch.setattr(phases, "__path__", [*phases.__path__, str(tmp_path)])
    assert registry.modules("relaywalk.phases") == tuple(sorted((*before, "dance")))


@pytest.mark.parametrize("name", registry.modules("relaywalk.phases"))
def test_every_phase_has_its_contract(name):
    module = registry.module("relaywalk.phases", name)
    assert callable(module.build)
    assert module.Params.model_config["extra"] == "forbid"
