"""The pages name what there is."""

import importlib.util
import re
from pathlib import Path

import pytest
from tests.made_results import write_result

from relaywalk import registry
from relaywalk.recording import export
from relaywalk.sweep.definition import read_sweep

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_of_a_page_is_there(page):
    for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text("utf-8")):
        assert (page.parent / picture).exists()


def test_every_format_has_its_line():
    lines = (DOCS / "formats.md").read_text("utf-8").splitlines()
    for name in registry.modules(export.__name__):
        assert any(line.startswith(f"| `{name}` | ") for line in lines)


def test_the_table_of_figures_has_a_place_and_is_filled():
    page = (DOCS / "joint_loads.md").read_text("utf-8")
    table = page.partition("<!-- begin")[2].partition("<!-- end")[0]
    assert table.count("fingerprint") == 2
    assert "| MuJoCo | PyBullet |" in table


def test_every_kind_of_terrain_has_its_line():
    lines = (DOCS / "terrain.md").read_text("utf-8").splitlines()
    for name in registry.modules("relaywalk.terrains.kinds"):
        assert any(line.startswith(f"| `{name}` | ") for line in lines)


@pytest.mark.parametrize(
    "study", sorted(DOCS.glob("studies/*.yaml")), ids=lambda study: study.stem
)
def test_every_study_is_a_good_sweep_and_is_made(study):
    assert read_sweep(study).definition.runs > 1
    made = (DOCS.parent / "Makefile").read_text("utf-8").split("STUDIES := ")[1]
    assert study.stem in made.splitlines()[0].split()


def test_a_study_is_told_by_robot_and_engine(tmp_path):
    for number, (robot, outcome) in enumerate(
        [("kuavo_4_pro", "success"), ("kuavo_5", "fell"), ("kuavo_5", "success")]
    ):
        folder = tmp_path / "tour" / "runs" / f"{number:04}"
        folder.mkdir(parents=True)
        write_result(folder, robot=robot, engine="mujoco", outcome=outcome)
    lines = study().tables(tmp_path).splitlines()
    assert "| tour | kuavo_4_pro | mujoco | 1 of 1 | 20.7 to 100.0 % | – |" in lines
    assert "| tour | kuavo_5 | mujoco | 1 of 2 | 9.5 to 90.5 % | 1 fell |" in lines
    assert "| tour | all | mujoco | 2 of 3 | 20.8 to 93.9 % | 1 fell |" in lines


def study():
    """Return the script that makes the tables."""
    spec = importlib.util.spec_from_file_location("study", DOCS / "study.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
