"""Sweep folders made by hand."""

import json

import numpy as np
import pyarrow.parquet as pq
from tests.analysis.sweeps.made_tables import arrow_table
from tests.made_results import write_result

from relaywalk.analysis.sweeps.statistics import summarise
from relaywalk.analysis.sweeps.sweep_table import SweepTable
from relaywalk.scenario.scenario import Scenario

SWEEP = """
scenario: relay_5m
runs: 40
set:
  props.torch.mass: !uniform [1.44, 1.76]
  terrain.friction: !uniform [0.4, 1.0]
"""
OUTCOMES = ("success",) * 34 + ("fell",) * 4 + ("killed", "crashed")


def make_sweep(folder, criterion="", outcomes=OUTCOMES, **columns):
    """Write a sweep with two factors; the last run kept no scenario."""
    rng = np.random.default_rng(1)
    count = len(outcomes)
    made = {
        "props.torch.mass": rng.uniform(1.44, 1.76, count),
        "terrain.friction": rng.uniform(0.4, 1.0, count),
        "distance": [
            5.1 + 0.001 * i if of == "success" else None
            for i, of in enumerate(outcomes)
        ],
        "speed": [0.4] * count,
        "torch.max_slip": rng.uniform(0.001, 0.004, count),
    }
    table = arrow_table(outcomes, **{**made, **columns})
    for run in table["folder"].to_pylist():
        (folder / run).mkdir(parents=True)
        scenario = Scenario.load("relay_5m").dump()
        (folder / run / "scenario.yaml").write_text(scenario, encoding="utf-8")
        write_result(folder / run)
    if count:
        (folder / run / "scenario.yaml").unlink()
    pq.write_table(table, folder / "runs.parquet")
    summary = summarise(SweepTable.of(table)).as_dict()
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    text = f"{SWEEP}success: '{criterion}'\n"
    (folder / "sweep.yaml").write_text(text, encoding="utf-8")
    return folder
