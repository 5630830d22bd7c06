"""Make the notebook of a lesson from its script.

A line `# %%` begins a cell of code, `# %% [markdown]` one of text.

    python examples/notebook.py [examples/03_joint_loads.py]
"""

import re
import sys
from pathlib import Path

import nbformat
from nbformat import v4

LESSON = Path(__file__).with_name("03_joint_loads.py")
MARK = re.compile(r"^# %%(.*)\n", re.MULTILINE)


def notebook(script: Path) -> nbformat.NotebookNode:
    """Return the notebook of a script, without outputs."""
    _, *parts = MARK.split(script.read_text(encoding="utf-8"))
    cells = []
    for kind, text in zip(parts[::2], parts[1::2], strict=True):
        if kind.strip() == "[markdown]":
            prose = re.sub(r"^# ?", "", text.strip(), flags=re.MULTILINE)
            cells.append(v4.new_markdown_cell(prose))
        else:
            cells.append(v4.new_code_cell(text.strip()))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # not at random: the same script, the same file
    made = v4.new_notebook(cells=cells)
    made["metadata"]["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return made


def main(script: Path) -> None:
    """Write the notebook beside the script."""
    path = script.with_suffix(".ipynb")
    nbformat.write(notebook(script), path)
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LESSON)
