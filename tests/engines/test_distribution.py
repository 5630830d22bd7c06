"""A library has one version, whoever's wheel it came in."""

from importlib import metadata

import pytest

from relaywalk.engines import _distribution


def test_it_is_that_of_the_wheel():
    assert _distribution.version("mujoco") == metadata.version("mujoco")


def test_a_fork_stands_in_for_what_is_not_there(monkeypatch):
    def version(name):
        if name != "pybullet-arm64":
            raise metadata.PackageNotFoundError(name)
        return "3.2.8"

    monkeypatch.setattr(metadata, "version", version)
    assert _distribution.version("pybullet") == "3.2.8"
    with pytest.raises(metadata.PackageNotFoundError, match="mujoco"):
        _distribution.version("mujoco")
