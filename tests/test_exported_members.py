"""The package is the API."""

import relaywalk


def test_all_is_sorted_and_is_what_dir_shows():
    public = [name for name in dir(relaywalk) if not name.startswith("_")]
    assert relaywalk.__all__ == sorted(relaywalk.__all__)
    assert public == sorted(relaywalk.__all__)


def test_every_public_name_exists_and_has_a_docstring():
    for name in relaywalk.__all__:
        assert getattr(relaywalk, name).__doc__, name
