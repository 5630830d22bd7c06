"""Every file of a run folder has its name in one place."""

import ast
from pathlib import Path

import relaywalk
from relaywalk.recording import file_names

ROOT = Path(relaywalk.__file__).parent
HOME = Path(file_names.__file__)
NAMES = {n: v for n, v in vars(file_names).items() if n.isupper()}
FILES = {name for name in NAMES.values() if "." in name}
FOLDERS = set(NAMES.values()) - FILES


def _strings(tree):
    """Yield every string but the statements that are nothing else: docstrings."""
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said:
            yield node.value


def _joined(tree):
    """Yield what is put behind a path with a slash."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            yield getattr(node.right, "value", None)


def test_no_other_module_spells_a_name_out():
    spelt = []
    for path in sorted(set(ROOT.rglob("*.py")) - {HOME}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = FILES.intersection(_strings(tree)) | FOLDERS.intersection(_joined(tree))
        spelt += [(path.relative_to(ROOT).as_posix(), name) for name in sorted(found)]
    assert spelt == []


def test_the_names_are_those_of_the_interface():
    named = (file_names.SCENARIO, file_names.STREAM, file_names.PARQUET)
    assert named == ("scenario.yaml", "recording.arrows", "recording.parquet")
    left = (file_names.RESULT, file_names.LOADS, file_names.REPORT, file_names.PLOTS)
    assert left == ("result.json", "loads.csv", "report.html", "plots")
    assert len(set(NAMES.values())) == len(NAMES)
