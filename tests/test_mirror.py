"""The tests mirror the tree: a module has a test file of its own."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sim" / "relaywalk"
ROOMS = ("control", "estimation", "phases", "planning", "simulation", "terrains")
MODULES = sorted(
    module.relative_to(PACKAGE)
    for room in ROOMS
    for module in (PACKAGE / room).rglob("*.py")
    if module.name != "__init__.py"
)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_a_test_file(module):
    name = f"test_{module.name.lstrip('_')}"
    assert (ROOT / "tests" / module.parent / name).is_file()
