"""Tables: what is read is what was measured, what is sorted is a number."""

from types import SimpleNamespace

import pytest

from relaywalk.oracles.mass import ORACLE
from relaywalk.report.run import tables


def test_loads_are_in_the_unit_of_their_heading_the_most_used_first(make_run, tmp_path):
    run = make_run(60)
    run.loads.write_csv(tmp_path / "loads.csv")
    section = tables.loads(tmp_path / "loads.csv")
    used = section.header.index("peak used [%]")
    values = [row[used].value for row in section.rows]
    assert values == sorted(values, reverse=True)
    assert len(section.rows) == len(run.loads)
    by_joint = {(row[0].text, row[1].text): row for row in section.rows}
    for load in run.loads:
        row = by_joint[load.actor, load.joint]
        assert row[used].value == pytest.approx(100.0 * load.utilisation_peak)
    assert section.sorted_by == used


def test_the_verdict_of_a_run_from_a_later_time_on_judges_nothing(make_run):
    words = [row[3].text for row in tables.verdict(make_run(60)).rows]
    assert "yes" in words
    section = tables.verdict(make_run(60, result={"begin": 1.0}))
    assert {row[3].text for row in section.rows} == {"–"}
    assert "no criterion is judged" in section.note


def test_an_unknown_column_of_the_loads_keeps_its_name(tmp_path):
    path = tmp_path / "loads.csv"
    path.write_text("actor,joint,utilisation_peak,heat_index\nr,knee,0.5,3\n")
    section = tables.loads(path)
    assert section.header[-1] == "heat index"
    assert section.rows[0][-1].value == 3.0
    assert section.words == [True, True, False, False]


@pytest.mark.parametrize(
    ("value", "margin", "holds"),
    [
        (0.0, "exact", "yes"),
        (5e-7, "2.0 × below", "yes"),
        (1e-12, "> 1000 × below", "yes"),
        (3e-5, "30 × above", "NO"),
        (None, "–", "not run"),
    ],
)
def test_an_oracle_says_by_how_much_it_holds(value, margin, holds):
    result = ORACLE.not_run("why") if value is None else ORACLE.found(value)
    section = tables.oracles(SimpleNamespace(worst=[result]))
    row = dict(zip(section.header, section.rows[0], strict=True))
    assert (row["margin"].text, row["holds"].text) == (margin, holds)
    assert row["bar"].text == "≤ 1e-6"
