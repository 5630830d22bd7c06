"""Leaves of a sweep file: values as written, tags and all."""

import pytest

from relaywalk.analysis.sweeps.sweep_leaves import (
    SweepDifference,
    leaf_differences,
    read_leaves,
)
from relaywalk.errors import RecordingError

SWEEP = """
scenario: relay_5m
runs: 100
vary:
  terrain.friction: !uniform [0.4, 1.0]
  torch:
    mass: !normal {mean: 1.6, std: 0.1}
    grip: 1.0e+2
    colours: [red, {a: 1}]
    empty: {}
"""


def leaves(tmp_path, text):
    path = tmp_path / "sweep.yaml"
    path.write_text(text, encoding="utf-8")
    return read_leaves(path)


def test_every_leaf_is_text_and_a_distribution_is_one_leaf(tmp_path):
    assert leaves(tmp_path, SWEEP) == {
        "scenario": "relay_5m",
        "runs": "100",
        "vary.terrain.friction": "!uniform [0.4, 1]",
        "vary.torch.mass": "!normal {mean: 1.6, std: 0.1}",
        "vary.torch.grip": "100",
        "vary.torch.colours": "[red, {a: 1}]",
        "vary.torch.empty": "{}",
    }


def test_only_leaves_that_differ_are_told(tmp_path):
    first = leaves(tmp_path, SWEEP)
    second = leaves(
        tmp_path, SWEEP.replace("[0.4, 1.0]", "[0.2, 1]").replace("1.0e+2", "100")
    )
    assert leaf_differences(first, second) == (
        SweepDifference(
            "vary.terrain.friction", "!uniform [0.4, 1]", "!uniform [0.2, 1]"
        ),
    )
    assert leaf_differences({"a": "1"}, {"b": "2"}) == (
        SweepDifference("a", "1", "–"),
        SweepDifference("b", "–", "2"),
    )


@pytest.mark.parametrize(
    "text", ["a: [1", "a: &x 1\nb: *x", "a: \x00", "[" * 5000, "a: !!python/object x"]
)
def test_a_file_that_is_wrong_is_refused_or_read_as_text(tmp_path, text):
    if "python" in text:  # a tag is never acted on
        assert leaves(tmp_path, text) == {"a": "x"}
        return
    with pytest.raises(RecordingError, match=r"sweep\.yaml.*: cannot be read"):
        leaves(tmp_path, text)


def test_no_file_is_refused(tmp_path):
    with pytest.raises(RecordingError, match="cannot be read"):
        read_leaves(tmp_path / "sweep.yaml")
