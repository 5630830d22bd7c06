"""The page: all tables and plots in one file, however the run ended."""

import re

from relaywalk import registry
from relaywalk.report.run import PLOTS

FAILED = {
    "outcome": "fell",
    "reason": "robot fell at t = 0.5 s: trunk < 0.5 m & rising",
}


def test_the_page_holds_everything_and_needs_nothing(make_run, tmp_path):
    page = make_run(60).report()
    text = page.read_text(encoding="utf-8")
    names = registry.modules(PLOTS)
    assert page == tmp_path / "report.html"
    assert text.count("data:image/png;base64,") == len(names)
    for title in ("Verdict", "Phases", "Handovers", "Joint loads"):
        assert f"<h2>{title}</h2>" in text
    assert "zarm_r4_joint" in text
    assert not re.search(r'(src|href)="(?!data:|#)', text)
    assert {p.stem for p in (tmp_path / "plots").glob("*.png")} == set(names)
    assert (tmp_path / "loads.csv").read_text(encoding="utf-8").startswith("actor,")


def test_a_missed_criterion_is_marked(make_run):
    result = {"outcome": "timeout", "reason": "late", "distance": 1.0}
    text = make_run(60, result=result).report().read_text(encoding="utf-8")
    assert '<td class="no">NO</td>' in text


def test_a_run_that_failed_at_once_has_a_page(make_run):
    text = make_run(1, result=FAILED).report().read_text(encoding="utf-8")
    assert "fell" in text
    assert "&lt; 0.5 m &amp; rising" in text
    assert "not measured" in text


def test_a_second_report_replaces_the_first(make_run):
    run = make_run(2)
    assert run.report() == run.report()
