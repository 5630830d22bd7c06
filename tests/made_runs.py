"""Runs made by hand: every channel a known curve."""

import shutil
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.made_results import HANDOVER, WHOLE, write_result

from relaywalk.api import Run
from relaywalk.recording.channels import channel_table, phase_channel
from relaywalk.recording.recover import PARQUET
from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.stage import recorded_scene

RESULT = {
    **WHOLE,
    "phases": [
        {"actor": "robot", "phase": "carry", "start": 0, "end": 1, "outcome": "done"}
    ],
    "handovers": [HANDOVER],
    "versions": {"numpy": np.__version__},
}


def values(name, time):
    """Return a channel: upright bodies that move on, feet in turn down, waves."""
    axis = name.rpartition(".")[2]
    if name == "time":
        return time
    if axis.startswith("q"):
        return np.full_like(time, float(axis == "qw"))
    if name.endswith(("base.x", "base.y")):
        return 0.8 * time * (axis == "x")
    if ".push." in name:
        return 100.0 * ((time >= 0.205) & (time < 0.255)) * (axis == "fy")
    if name.endswith(".recovering"):
        return 1.0 * ((time >= 0.205) & (time < 0.355))
    if name.endswith("steps"):
        return np.floor(time / 0.15)
    if name.endswith("foot.contact.fz"):
        sign = 1.0 if "left" in name else -1.0
        return 300.0 * (np.sin(6.0 * time) * sign > 0.0)
    return np.sin(5.0 * time)


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Return a function that writes a recording of some rows, each kind once."""

    @cache
    def write(rows, scenario):
        folder = tmp_path_factory.mktemp("run")
        asked = Scenario.load(scenario).with_overrides({"engine": "mujoco"})
        time = 0.01 * np.arange(1, rows + 1)
        channels = channel_table(recorded_scene(asked))
        columns = {c.name: values(c.name, time) for c in channels}
        half = rows // 2
        for actor in asked.actors:
            columns[phase_channel(actor)] = ["stand"] * half + ["carry"] * (rows - half)
        said = {c.name: {"unit": c.unit, "meaning": c.meaning} for c in channels}
        table = pa.table(columns)
        fields = [f.with_metadata(said.get(f.name, {})) for f in table.schema]
        metadata = {"relaywalk": "1", "scenario": asked.dump()}
        table = table.cast(pa.schema(fields, metadata=metadata))
        pq.write_table(table, folder / PARQUET)
        (folder / "scenario.yaml").write_text(asked.dump(), encoding="utf-8")
        write_result(folder, **RESULT)
        return folder

    return write


@pytest.fixture
def make_run(tmp_path, written):
    """Return a function that makes a run of some rows, in a folder of its own.

    What its result says is whole; `result` changes some of it.
    """

    def make(rows, scenario="relay_5m", result=()):
        shutil.copytree(written(rows, scenario), tmp_path, dirs_exist_ok=True)
        write_result(tmp_path, **{**RESULT, **dict(result)})
        return Run.open(tmp_path)

    return make


@pytest.fixture(scope="session")
def shared_run(written):
    """Return a function that opens a run of some rows once, for who only looks."""

    @cache
    def opened(rows, scenario="relay_5m"):
        return Run.open(written(rows, scenario))

    return opened
