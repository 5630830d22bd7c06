"""The figures of exchanges on the page: every one of them, a dash where none is."""

from dataclasses import fields

from tests.made_results import HANDOVER, MEASURES, made_result

from relaywalk.analysis.handover.measures import ExchangeMeasures
from relaywalk.report.run.exchange_table import LINES, exchanges


def test_every_measure_has_a_line():
    told = [field for _, field, _ in LINES]
    assert [*told, "failures"] == [field.name for field in fields(ExchangeMeasures)]


def test_each_exchange_has_a_column(tmp_path):
    worse = {**MEASURES, "slip": None, "failures": ["broken off", "dropped"]}
    second = {**HANDOVER, "giver": "robot", "receiver": "bob", "measures": worse}
    section = exchanges(made_result(tmp_path, handovers=[HANDOVER, second]))
    assert section.header == ("figure", "giver to robot", "robot to bob")
    shown = {title.text: [cell.text for cell in rest] for title, *rest in section.rows}
    assert shown["transfer of the load [s]"] == ["0.12", "0.12"]
    assert shown["slip in the receiver's hand [m]"] == ["0.0007", "–"]
    assert shown["failures"] == ["none", "broken off, dropped"]


def test_handovers_of_an_older_version_have_no_figures(tmp_path):
    old = {key: value for key, value in HANDOVER.items() if key != "measures"}
    assert exchanges(made_result(tmp_path, handovers=[old])).rows == []
