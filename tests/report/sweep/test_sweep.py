"""Sweep: criterion, limits and scenarios as the folder holds them."""

import pytest
from tests.report.sweep.sweep_folders import make_sweep

from relaywalk.errors import RecordingError
from relaywalk.plots.sweep.figures import Threshold
from relaywalk.report.sweep.sweep import Sweep


def test_the_criterion_is_held_against_the_summary(tmp_path):
    verdict = Sweep.open(make_sweep(tmp_path, "success_rate.wilson_low >= 0.7")).verdict
    # 34 of 40: the interval begins at 70.9 %, by Wilson's formula
    assert verdict.measured == pytest.approx(0.7093, abs=5e-5)
    assert verdict.met
    assert verdict.fraction == 0.7


def test_a_count_is_a_criterion_too(tmp_path):
    verdict = Sweep.open(make_sweep(tmp_path, "outcomes.fell <= 3")).verdict
    assert (verdict.measured, verdict.met, verdict.fraction) == (4.0, False, None)


def test_no_criterion_is_no_verdict(tmp_path):
    assert Sweep.open(make_sweep(tmp_path)).verdict is None


def test_a_criterion_that_is_none_is_refused(tmp_path):
    sweep = Sweep.open(make_sweep(tmp_path, "all well"))
    with pytest.raises(RecordingError, match=r"sweep\.yaml: success: all well: NAME"):
        _ = sweep.verdict


def test_limits_are_those_of_the_scenario(tmp_path):
    limits = Sweep.open(make_sweep(tmp_path)).limits
    assert limits["distance"] == Threshold(5.0, is_minimum=True)
    assert limits["torch.max_slip"] == Threshold(0.005)


def test_a_limit_that_was_varied_is_none(tmp_path):
    columns = {"success.max_slip": [0.01, 0.02] * 20}
    assert "torch.max_slip" not in Sweep.open(make_sweep(tmp_path, **columns)).limits


def test_a_grid_is_told_from_chance(tmp_path):
    folder = make_sweep(tmp_path)
    path = folder / "sweep.yaml"
    text = path.read_text(encoding="utf-8").replace("!uniform [1.44", "!grid [1.44")
    path.write_text(text, encoding="utf-8")
    sweep = Sweep.open(folder)
    assert sweep.on_grid("props.torch.mass")
    assert not sweep.on_grid("terrain.friction")
