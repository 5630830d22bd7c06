"""JUnit XML of a sweep: one test case a run, as CI servers read it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from relaywalk import atomic_file

JUNIT = "junit.xml"
ERRORS = ("crashed", "hung", "killed", "interrupted")  # the run could not be judged


def write_junit(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """Write `junit.xml`.

    Args:
        folder: Of the sweep.
        name: Of its scenario.
        rows: Of its table.
    """
    cases = [_case(name, row) for row in rows]
    errors = sum(row["outcome"] in ERRORS for row in rows)
    bad = sum(row["outcome"] != "success" for row in rows)
    counts = {
        "tests": str(len(rows)),
        "failures": str(bad - errors),
        "errors": str(errors),
        "skipped": "0",
        "time": f"{sum(row['wall_time'] or 0.0 for row in rows):.3f}",
    }
    suite = ElementTree.Element("testsuite", {"name": f"sweep of {name}", **counts})
    suite.extend(cases)
    suites = ElementTree.Element("testsuites", counts)
    suites.append(suite)
    ElementTree.indent(suites)
    content = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    atomic_file.write_bytes(folder / JUNIT, content + b"\n")


def _case(name: str, row: Mapping[str, Any]) -> ElementTree.Element:
    """Return the test case of one run."""
    case = ElementTree.Element(
        "testcase",
        {
            "classname": f"relaywalk.{name}",
            "name": Path(row["folder"]).name,
            "time": f"{row['wall_time'] or 0.0:.3f}",
        },
    )
    outcome = row["outcome"]
    if outcome != "success":
        kind = "error" if outcome in ERRORS else "failure"
        told = _printable(str(row["reason"]))
        bad = ElementTree.SubElement(case, kind, {"type": outcome, "message": told})
        bad.text = f"{row['folder']}, seed {row['seed']}"
    return case


def _printable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)
