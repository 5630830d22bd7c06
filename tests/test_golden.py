"""Nothing drifts in silence: short runs are what they were when last looked at."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from relaywalk.recording.channels import channel_table
from relaywalk.robots.card import load_prop_card, load_robot_card
from relaywalk.scenario import card_path

golden = runpy.run_path(str(Path(__file__).parent / "golden" / "__main__.py"))
REGENERATE = "meant? then 'python -m tests.golden', and say why in the commit"


@pytest.fixture(scope="module", params=golden["cases"](), ids="-".join)
def runs(request):
    """Return what was, and what is."""
    return golden["read"](*request.param), golden["simulated"](*request.param)


def test_the_bits_are_the_same_where_all_versions_are(runs):
    was, now = runs
    if was.versions != now.versions:
        assert len(was.digests) == len(now.digests)
        return
    pairs = zip(was.digests, now.digests, strict=True)
    odd = [row for row, (a, b) in enumerate(pairs) if a != b]
    assert not odd, f"rows {odd[0]} to {odd[-1]} differ; {REGENERATE}"


def test_the_values_are_the_same_within_tolerance_everywhere(runs):
    was, now = runs
    card = load_robot_card(card_path(now.robot))
    human = load_robot_card(card_path("human"))
    torch = load_prop_card(card_path("torch"))
    table = channel_table({"robot": card, "giver": human}, {"torch": torch})
    units = {channel.name: channel.unit for channel in table}
    for name, values in was.values.items():
        gap = np.abs(np.subtract(values, now.values[name])).max()
        allowed = golden["TOLERANCE"][units[name]]
        assert gap <= allowed, f"{name} moved by {gap:g} {units[name]}; {REGENERATE}"
