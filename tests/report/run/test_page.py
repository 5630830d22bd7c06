"""The page: everything in one file, however the run ended; no load unproved."""

import re

import pytest

from relaywalk import plots
from relaywalk.report.run.page import BODY_MAP

FAILED = {
    "outcome": "fell",
    "reason": "robot fell at t = 0.5 s: trunk < 0.5 m & rising",
    "phases": [
        {"actor": "robot", "phase": "stand", "start": 0, "end": 0, "outcome": "running"}
    ],
}
NAMES = [name for name in plots.plot_names() if name != BODY_MAP]


@pytest.fixture(autouse=True)
def _quick(oracles_say, no_film, plain_plots):
    """Let all oracles hold, draw plots quickly and no filmstrip."""
    oracles_say()


@pytest.fixture
def report(make_run):
    """Return the text of a run's page."""

    def text(*args, force=False, **options):
        return make_run(*args, **options).report(force).read_text(encoding="utf-8")

    return text


def test_the_page_holds_everything_and_needs_nothing(make_run, tmp_path):
    page = make_run(60).report()
    text = page.read_text(encoding="utf-8")
    assert page == tmp_path / "report.html"
    assert text.count("data:image/png;base64,") == len(NAMES)
    for title in ("Verdict", "What happened", "Joint loads", "Plots"):
        assert f"<h2>{title}</h2>" in text
    assert "zarm_r4_joint" in text
    assert not re.search(r'(src|href)="(?!data:|#)', text)
    assert "url(" not in text
    assert {p.stem for p in (tmp_path / "plots").glob("*.png")} == set(NAMES)
    assert (tmp_path / "loads.csv").read_text(encoding="utf-8").startswith("actor,")


def test_the_verdict_comes_first_then_the_oracles(report):
    text = report(60)
    order = ["success</strong>", "<h2>Verdict", "Can the loads be believed", "What hap"]
    places = [text.index(what) for what in order]
    assert places == sorted(places)


def test_a_handover_is_told_in_figures(report):
    text = report(60)
    assert text.index("<h3>Handovers") < text.index("<h3>Exchanges in figures")
    assert "handover_load_share" in text
    alone = report(60, result={"handovers": []})
    assert "Exchanges in figures" not in alone
    assert "handover_load_share" not in alone


def test_a_missed_criterion_is_marked(report):
    result = {"outcome": "timeout", "reason": "late", "distance": 1.0}
    assert '<td class="no">NO</td>' in report(60, result=result)


def test_a_run_that_failed_at_once_has_a_page_that_says_it_is_partial(report):
    text = report(1, result=FAILED)
    assert "&lt; 0.5 m &amp; rising" in text
    assert "not measured" in text
    assert "This run is partial" in text
    assert "while robot was in phase" in text


def test_a_whole_run_is_not_called_partial(report):
    done = [
        {"actor": "robot", "phase": "stand", "start": 0, "end": 2, "outcome": "done"}
    ]
    text = report(60, scenario="stand", result={"outcome": "success", "phases": done})
    assert "partial" not in text


def test_a_second_report_replaces_the_first(make_run):
    run = make_run(2)
    assert run.report() == run.report()


def test_a_load_plot_whose_oracle_fails_is_not_drawn(make_run, oracles_say, tmp_path):
    run = make_run(60)
    run.report()
    oracles_say(walking_residual=0.5)
    (tmp_path / "oracles.json").unlink()
    text = run.report().read_text(encoding="utf-8")
    drawn = {path.stem for path in (tmp_path / "plots").glob("*.png")}
    assert not drawn & {"joint_torque", "joint_power", "utilisation"}
    assert {"footsteps", "ground_reaction", "torch_pose", "arm_reaction"} <= drawn
    assert "Walking: residual torque (robot): 0.5, bar 0.02" in text
    assert "Body map not drawn" in text
    assert "report --force" in text


def test_force_draws_it_with_the_failure_across_it(report, oracles_say, monkeypatch):
    from relaywalk.oracles.trust import failure

    printed = []
    real = failure.print_across
    monkeypatch.setattr(
        failure, "print_across", lambda f, r: (real(f, r), printed.append((f, r)))
    )
    oracles_say(standing=0.1)
    text = report(60, force=True)
    assert text.count("data:image/png;base64,") == len(NAMES)
    assert "Oracle failed" in text
    figures = [figure for figure, _ in printed]
    assert figures
    for figure in figures:
        assert any("ORACLE FAILED" in words.get_text() for words in figure.texts)


def test_the_picture_of_the_body_has_the_failure_across_it(report, oracles_say):
    oracles_say(free_flight=0.1)
    assert "ORACLE FAILED" not in report(60)
    assert "ORACLE FAILED" in report(60, force=True)


def test_an_oracle_that_was_not_run_refuses_nothing_and_is_named(report, oracles_say):
    oracles_say(mass=None)
    text = report(60)
    assert text.count("data:image/png;base64,") == len(NAMES)
    assert "1 could not be run" in text
    assert "Not checked here: Mass, CoM and inertia" in text


def test_another_version_of_the_engine_is_stated(report):
    result = {"outcome": "success", "versions": {"engine": "0.0.1"}}
    assert "while the run was made with 0.0.1" in report(60, result=result)
