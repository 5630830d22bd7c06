"""CSV read back by pandas."""

import json

import numpy as np
import pandas as pd

from relaywalk.recording.export import csv
from relaywalk.recording.export._excerpt import Excerpt


def test_pandas_reads_every_number_and_phase(excerpt, tmp_path):
    path, _ = csv.write(excerpt, tmp_path / "x.csv")
    seen = pd.read_csv(path)
    recording = excerpt.recording
    assert tuple(seen.columns) == recording.names
    for channel in recording.channels.values():
        if channel.unit:
            values = seen[channel.name]
            bound = 1e-15 if channel.precise else 1e-7  # of each type's own last digit
            assert np.allclose(values, recording[channel.name], bound, atol=0.0)
    assert list(seen["robot.phase"]) == ["stand"] * 20 + ["carry"] * 37


def test_no_number_is_not_a_number_in_pandas(record, motion, two_link, tmp_path):
    torque = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 4.0]])
    cards = {"robot": two_link}
    recording = record(cards, 3, {"robot": motion(torque=torque)})
    path, _ = csv.write(Excerpt.of(recording, cards), tmp_path / "x.csv")
    assert list(pd.read_csv(path)["robot.shoulder.torque"].isna()) == [1, 1, 0]


def test_units_and_meanings_stand_beside_it(excerpt, tmp_path):
    path, beside = csv.write(excerpt, tmp_path / "x.csv")
    assert beside.name == "x.csv-metadata.json"
    described = json.loads(beside.read_text(encoding="utf-8"))
    assert described["url"] == path.name
    columns = {c["titles"]: c for c in described["tableSchema"]["columns"]}
    assert tuple(columns) == excerpt.recording.names
    assert columns["robot.elbow.torque"]["schema:unitText"] == "N·m"
    assert "actuator" in columns["robot.elbow.torque"]["dc:description"]
    assert columns["robot.phase"]["datatype"] == "string"
