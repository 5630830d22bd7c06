"""The pages name what there is."""

import re
from pathlib import Path

import pytest

from relaywalk import registry
from relaywalk.recording import export
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.strict_yaml import parse

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_of_a_page_is_there(page):
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text("utf-8")):
        assert (DOCS / picture).exists()


def test_every_format_has_its_line():
    lines = (DOCS / "formats.md").read_text("utf-8").splitlines()
    for name in registry.modules(export.__name__):
        assert any(line.startswith(f"| `{name}` | ") for line in lines)


def test_the_table_of_figures_has_a_place_and_is_filled():
    page = (DOCS / "joint_loads.md").read_text("utf-8")
    table = page.partition("<!-- begin")[2].partition("<!-- end")[0]
    assert table.count("fingerprint") == 2
    assert "| MuJoCo | PyBullet |" in table


STAND = """\
name: a
duration: 1.0
actors: {robot: {card: kuavo_5, script: [{kind: stand}]}}
"""


def test_every_kind_of_terrain_has_its_line():
    lines = (DOCS / "terrain.md").read_text("utf-8").splitlines()
    for name in registry.modules("relaywalk.terrains.kinds"):
        assert any(line.startswith(f"| `{name}` | ") for line in lines)


def test_the_blocks_of_the_page_on_terrain_are_good_scenarios():
    page = (DOCS / "terrain.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        Scenario.read(parse(STAND + block, "terrain.md"))
