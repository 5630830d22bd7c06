"""A field is as high as drawn or as given."""

import numpy as np
import pytest
from pydantic import ValidationError

from relaywalk.errors import ScenarioError
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema.validation import first_violation
from relaywalk.terrains.kinds.field import Params, build
from relaywalk.terrains.terrain import Terrain

SCENARIO = """\
name: a
duration: 1.0
terrain: {kind: field, file: heights.csv, spacing: 0.5, begin: 2.0}
actors: {robot: {card: kuavo_5, script: [{kind: stand}]}}
"""
HEIGHTS = [[0.0, 0.1, 0.2], [0.0, 0.3, 0.2]]


def ground(seed=1, **keys):
    shapes, coarse = build(Params.model_validate(keys), seed)
    return Terrain(shapes, coarse_shapes=coarse)


def test_waves_reach_their_amplitude_and_begin_and_end_level():
    terrain = ground(amplitude=0.05, wavelength=1.0, length=8.0)
    x, y = np.meshgrid(np.arange(1.0, 9.05, 0.1), np.arange(-2.0, 2.05, 0.1))
    heights = terrain.heights(np.stack((x.ravel(), y.ravel()), axis=1))
    assert np.abs(heights[np.abs(heights) < 0.09]).max() == pytest.approx(0.05)
    for end in (1.0001, 8.9999):
        assert terrain.height(end, 0.3) == pytest.approx(0.0, abs=1e-5)


def test_the_seed_draws_the_waves():
    assert ground(1).height(10.0, 0.5) == ground(1).height(10.0, 0.5)
    assert ground(1).height(10.0, 0.5) != ground(2).height(10.0, 0.5)


def test_from_afar_it_is_level():
    mean = ground(amplitude=0.05).mean
    assert mean.height(5.0, 0.3) == mean.height(13.0, -0.9)
    assert abs(mean.height(5.0, 0.3)) < 0.005


def test_heights_are_those_given():
    terrain = ground(heights=HEIGHTS, spacing=0.5, begin=2.0)
    # a row for each y, from the right: the field is 0.5 m wide about y = 0
    assert terrain.height(2.5, -0.25) == pytest.approx(0.1)
    assert terrain.height(2.5, 0.25) == pytest.approx(0.3)


def test_a_file_lies_beside_the_scenario(tmp_path):
    rows = "\n".join(",".join(map(str, row)) for row in HEIGHTS)
    (tmp_path / "heights.csv").write_text(rows + "\n")
    (tmp_path / "a.yaml").write_text(SCENARIO)
    scenario = Scenario.load(tmp_path / "a.yaml")
    assert scenario.terrain.build(1).height(2.5, 0.25) == pytest.approx(0.3)
    assert scenario.as_dict()["terrain"]["file"] == str(tmp_path / "heights.csv")


def test_a_file_that_is_not_there_is_one_message(tmp_path):
    (tmp_path / "a.yaml").write_text(SCENARIO)
    said = r"a\.yaml:3: terrain\.file: .*: a CSV file that is there"
    with pytest.raises(ScenarioError, match=said):
        Scenario.load(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("keys", "path", "allowed"),
    [
        ({"heights": [[0.0, 0.1], [0.0]]}, "heights", "rows of equally many numbers"),
        ({"heights": [[0.0, 0.1]]}, "heights", "at least 2 by 2"),
        ({"heights": HEIGHTS, "file": "a.csv"}, "file", "null where heights are given"),
        ({"length": 500.0, "spacing": 0.05}, "spacing", "at most 100000 nodes"),
    ],
)
def test_what_is_no_grid_is_refused(keys, path, allowed):
    with pytest.raises(ValidationError) as caught:
        Params.model_validate(keys)
    violation = first_violation(caught.value)
    assert violation.path == (path,)
    assert allowed in violation.allowed


def test_a_file_of_words_is_refused(tmp_path):
    (tmp_path / "heights.csv").write_text("high,low\n")
    with pytest.raises(ValidationError) as caught:
        Params(file=str(tmp_path / "heights.csv"))
    assert "rows of equally many numbers" in first_violation(caught.value).allowed
