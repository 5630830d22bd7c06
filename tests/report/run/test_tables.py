"""Tables: what is read is what was measured, what is sorted is a number."""

from types import SimpleNamespace

import pytest

from relaywalk.oracles.mass import ORACLE
from relaywalk.report.run import tables


def test_the_verdict_of_a_run_from_a_later_time_on_judges_nothing(make_run):
    words = [row[3].text for row in tables.verdict(make_run(60)).rows]
    assert "yes" in words
    section = tables.verdict(make_run(60, result={"begin": 1.0}))
    assert {row[3].text for row in section.rows} == {"–"}
    assert "no criterion is judged" in section.note


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


ONE = {"actor": "one", "hand": "left_hand", "prop": "torch", "distance": 50.0}


def test_each_of_several_carriers_has_a_row(make_run):
    result = make_run(60, result={"carriers": [ONE, {"actor": "two"}]}).result
    section = tables.carriers(result)
    first, second = (
        dict(zip(section.header, row, strict=True)) for row in section.rows
    )
    assert (first["carrier"].text, first["carrier"].detail) == ("one", "left hand")
    assert (first["held alone"].text, first["distance [m]"].text) == ("torch", "50.000")
    assert second["held alone"].text == "nothing"
    assert tables.carriers(make_run(60, result={"carriers": [ONE]}).result).rows == []


def test_a_handover_says_which_hands_and_what(make_run):
    section = tables.handovers(make_run(60).result)
    row = dict(zip(section.header, section.rows[0], strict=True))
    assert (row["giver"].detail, row["what"].text) == ("right hand", "torch")
