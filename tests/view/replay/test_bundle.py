"""The bundle in the package is that of the sources beside it, and says whose it is."""

import hashlib
import json
from pathlib import Path

import pytest

from relaywalk.view.replay.page import BUNDLE

WEB = Path(__file__).parents[3] / "web" / "replay"


@pytest.fixture
def script():
    return (BUNDLE / "replay.js").read_text(encoding="utf-8")


def test_the_bundle_is_made_of_the_sources_of_today(script):
    names = sorted(path.relative_to(WEB).as_posix() for path in WEB.glob("src/*"))
    digest = hashlib.sha256()
    for name in ("build.mjs", "package-lock.json", *names):
        digest.update(f"{name}\0".encode() + (WEB / name).read_bytes() + b"\0")
    assert f"sources {digest.hexdigest()}" in script, "run 'make bundle'"


def test_the_licences_go_with_it(script):
    notices = (BUNDLE / "LICENSES.txt").read_text(encoding="utf-8")
    assert notices in script
    for part in ("three", "uPlot"):
        assert f"{part}\n\n" in notices
    assert notices.count("Permission is hereby granted, free of charge") == 2


def test_versions_are_pinned_and_no_registry_is_named():
    asked = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    for name, version in asked["devDependencies"].items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert not any("resolved" in package for package in lock["packages"].values())
