"""JUnit XML: what a CI server shows."""

from xml.etree import ElementTree

from relaywalk.sweep.junit import write_junit


def row(number, outcome, reason="", wall_time=2.0):
    return {
        "folder": f"runs/{number:04d}",
        "seed": 40 + number,
        "outcome": outcome,
        "reason": reason,
        "wall_time": wall_time,
    }


def test_a_failed_run_is_a_failure_and_a_dead_one_an_error(tmp_path):
    rows = [
        row(0, "success"),
        row(1, "fell", "robot fell at t = 3.2 s: <its base> tilts\x1b by 61°"),
        row(2, "killed", "its process was killed", None),
    ]
    write_junit(tmp_path, "relay_5m", rows)
    suites = ElementTree.parse(tmp_path / "junit.xml").getroot()
    (suite,) = suites
    for counted in (suites.attrib, suite.attrib):
        numbers = [counted[key] for key in ("tests", "failures", "errors", "time")]
        assert numbers == ["3", "1", "1", "4.000"]
    good, failed, dead = suite
    assert (good.attrib["name"], list(good)) == ("0000", [])
    assert failed[0].tag == "failure"
    assert failed[0].attrib["type"] == "fell"
    assert failed[0].attrib["message"].endswith("<its base> tilts  by 61°")
    assert failed[0].text == "runs/0001, seed 41"
    assert dead[0].tag == "error"
    assert dead.attrib["time"] == "0.000"
