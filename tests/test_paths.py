"""The data is found in a checkout and in a wheel."""

from relaywalk import paths


def test_the_folders_hold_what_they_should():
    assert (paths.scenarios() / "stand.yaml").is_file()
    assert (paths.models() / "torch" / "card.yaml").is_file()


def test_an_installed_package_carries_its_data(tmp_path, monkeypatch):
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.data_root() == tmp_path / "_data"
