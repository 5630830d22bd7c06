"""Nothing grows out of hand: length of files and functions, depth of nesting."""

import ast
from pathlib import Path

import relaywalk

ROOT = Path(relaywalk.__file__).parent
LONGEST_FILE, LONGEST_FUNCTION, DEEPEST = 400, 50, 3
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try)
OWN = (ast.FunctionDef, ast.ClassDef, ast.Lambda)  # counted for themselves


def depth(node):
    """Return how deep blocks are nested in a node; an elif is no block in its if."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, OWN):
            continue
        is_elif = isinstance(node, ast.If) and node.orelse == [child]
        block = isinstance(child, BLOCKS) and not (
            is_elif and isinstance(child, ast.If)
        )
        deepest = max(deepest, depth(child) + block)
    return deepest


def test_depth_counts_blocks_within_blocks():
    text = "def f():\n for a in b:\n  if a:\n   pass\n  elif b:\n   with c:\n    pass\n"
    assert depth(ast.parse(text).body[0]) == 3


def test_files_and_functions_are_small():
    odd = []
    for path in sorted(ROOT.rglob("*.py")):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        if text.count("\n") > LONGEST_FILE:
            odd.append(f"{name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION or depth(node) > DEEPEST:
                    odd.append(
                        f"{name}: {node.name}: {lines} lines, {depth(node)} deep"
                    )
    assert odd == []
