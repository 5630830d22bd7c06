"""The page of a sweep: rate and interval first, every failure, nothing from outside."""

import re

import pytest
from tests.report.sweep.sweep_folders import make_sweep

from relaywalk import cli
from relaywalk.errors import RecordingError
from relaywalk.report.sweep.sweep_page import sweep_report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("sweep")
    make_sweep(made, "success_rate.wilson_low >= 0.97")
    sweep_report(made)
    return made


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


def test_criterion_rate_and_interval_come_first(text):
    head = text[text.index("<body>") : text.index("<main>")]
    assert "<strong>criterion missed</strong>" in head
    assert "34 of 40; 95 % interval 70.9 to 92.9 %" in head
    assert "2 runs were not judged (1 crashed, 1 killed)" in re.sub(r"\s+", " ", head)
    assert "Killed runs were stopped from outside" in head


def test_every_failure_has_its_command(text):
    assert "relaywalk run runs/0034/scenario.yaml --out again/0034" in text
    assert text.count("relaywalk run runs/") == 5
    assert "no scenario was kept" in text  # of the last run


def test_the_page_needs_nothing(folder, text):
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert "http" not in re.sub(r"http-equiv", "", text)
    assert "<script" not in text
    assert text.count("data:image/png;base64,") == 5
    names = sorted(path.stem for path in (folder / "plots").iterdir())
    factors = ["factor-props.torch.mass", "factor-terrain.friction"]
    numbers = ["number-distance", "number-torch.max_slip"]
    assert names[:2] == factors
    assert names[2].startswith("map-")
    assert names[3:] == numbers


def test_every_picture_says_what_it_shows(text):
    alts = re.findall(r'<img [^>]*alt="([^"]*)"', text)
    assert len(alts) == 5
    assert all(len(alt) > 20 for alt in alts)


def test_a_number_that_is_the_same_in_all_runs_is_told_not_drawn(text):
    assert "Not drawn, as all runs have the same: speed." in text


def test_names_and_reasons_are_no_markup(tmp_path):
    columns = {"reason": ["<b>bold</b> & more"] * 2}
    made = make_sweep(tmp_path, outcomes=("success", "fell"), **columns)
    text = sweep_report(made).read_text(encoding="utf-8")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in text


@pytest.mark.parametrize("outcomes", [(), ("killed",), ("success",) * 3])
def test_a_sweep_of_any_outcome_has_a_page(tmp_path, outcomes):
    text = sweep_report(make_sweep(tmp_path, outcomes=outcomes)).read_text("utf-8")
    assert "no criterion" in text
    assert f"{outcomes.count('success')} of {len(outcomes)} runs succeeded" in text


def test_a_folder_that_is_no_sweep_is_refused(tmp_path):
    with pytest.raises(RecordingError, match="no sweep"):
        sweep_report(tmp_path)
    assert not list(tmp_path.iterdir())


FACTORS = "props.torch.mass", "terrain.friction"


@pytest.mark.parametrize("x, y", [FACTORS, FACTORS[::-1]])
def test_a_map_that_is_asked_for_is_drawn_instead(tmp_path, x, y, capsys):
    made = make_sweep(tmp_path)
    assert cli.main(["report", str(made), "--map", x, y]) == 0
    assert capsys.readouterr().out == f"{made / 'report.html'}\n"
    text = (made / "report.html").read_text(encoding="utf-8")
    assert text.count('alt="Outcomes over') == 1
    assert f'alt="Outcomes over {x} (across) and {y} (up)"' in text
    assert [p.stem for p in (made / "plots").glob("map-*")] == [f"map-{x}-{y}"]


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        (
            ["terrain.frction", "props.torch.mass"],
            "no factor named 'terrain.frction'; there are: props.torch.mass, "
            "terrain.friction",
        ),
        (["engine", "engine"], "--map: engine engine: two factors, one for each axis"),
        (
            ["props.torch.mass", "outcome"],
            "no factor named 'outcome'; there are: props.torch.mass, terrain.friction",
        ),
    ],
)
def test_a_map_of_other_factors_is_2_and_nothing_is_drawn(
    tmp_path, capsys, factors, message
):
    made = make_sweep(tmp_path)
    assert cli.main(["report", str(made), "--map", *FACTORS, "--map", *factors]) == 2
    assert capsys.readouterr().err == f"relaywalk: {message}\n"
    assert not (made / "report.html").exists()
    assert not (made / "plots").exists()


def test_a_map_of_a_run_is_2(tmp_path, capsys):
    assert cli.main(["report", str(tmp_path), "--map", *FACTORS]) == 2
    assert capsys.readouterr().err.endswith("no sweep: a finished sweep\n")
