"""Examination: measured once, again when anything that counts has changed."""

import json
import os

import pytest

from relaywalk import oracles
from relaywalk.oracles.trust.examination import CODE, code, examine
from relaywalk.recording.file_names import ORACLES


@pytest.fixture
def counted(oracles_say, monkeypatch):
    """Count how often the oracles are run."""
    oracles_say(mass=2e-6)
    calls, canned = [], oracles.measure_all
    monkeypatch.setattr(
        oracles, "measure_all", lambda *a: (calls.append(1), canned(*a))[1]
    )
    return calls


def test_results_are_kept_in_the_run_folder(make_run, counted, tmp_path):
    run = make_run(60)
    first, again = examine(run), examine(run)
    assert len(counted) == 1
    assert first.results == again.results
    kept = json.loads((tmp_path / ORACLES).read_text(encoding="utf-8"))["results"]
    (mass,) = [entry for entry in kept if entry["name"] == "mass"]
    assert (mass["value"], mass["bar"], mass["holds"]) == (2e-6, 1e-6, False)


def test_another_recording_is_measured_anew(make_run, counted, tmp_path):
    run = make_run(60)
    examine(run)
    os.utime(tmp_path / "recording.parquet", (1, 1))
    examine(run)
    assert len(counted) == 2


def test_other_code_is_measured_anew(make_run, counted, monkeypatch):
    assert {path.parts[-2] for path in code()} >= set(CODE)
    run = make_run(60)
    examine(run)
    monkeypatch.setattr("relaywalk.oracles.trust.examination.code", lambda: [])
    examine(run)
    assert len(counted) == 2


@pytest.mark.parametrize("text", ["{}", "[]", "nonsense", '{"key": 1, "results": 2}'])
def test_a_broken_file_is_measured_anew(make_run, counted, tmp_path, text):
    (tmp_path / ORACLES).write_text(text, encoding="utf-8")
    assert len(examine(make_run(60)).results) == len(oracles.oracle_names())
    assert counted


def test_the_worst_body_stands_for_all(make_run, monkeypatch):
    from relaywalk.oracles.mass import ORACLE

    results = tuple(
        oracles.OracleResult(ORACLE, of, value)
        for of, value in (("a", 1e-9), ("b", 3e-6), ("c", None), ("d", 1e-7))
    )
    monkeypatch.setattr(oracles, "measure_all", lambda *_: results)
    examination = examine(make_run(60))
    assert [result.of for result in examination.worst] == ["b"]
    assert [result.of for result in examination.failed(["mass"])] == ["b"]
    assert examination.failed(["standing"]) == []
    assert [result.of for result in examination.failed(None)] == ["b"]
    assert examination.not_run(None) == []
