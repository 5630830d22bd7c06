"""A table on the screen in which every name stays whole, however narrow the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

FOLDED = 20  # to which words may be folded where the screen is narrow [characters]
TITLE = 8  # to which a title may be folded over narrower cells [characters]
GAP = 2  # between columns [characters]
BREAKS = ".,/ _-"  # after which a title may be folded


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its title."""

    title: str


class TextColumn(Column):
    """Words, left-justified: folded where the screen is narrow."""


class NumberColumn(Column):
    """Numbers, right-justified: only the title may be folded."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a command shows as a table.

    Attributes:
        title: Above it.
        columns: Each with its title.
        rows: Their cells, one a column.
        caption: Below it.
        keys: How many of the first columns tell the rows apart: they stand in every
            part where the screen is too narrow for all columns side by side.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    keys: int = 1

    @property
    def width(self) -> int:
        """Of all columns side by side [characters]."""
        return _joined([_widest(self, index) for index in range(len(self.columns))])


def show(sheet: Sheet) -> None:
    """Print a table: within the screen, or as wide as it is where there is no screen.

    Where a screen is too narrow, titles and words are folded; columns that still do
    not fit follow below, the keys of the rows before them again. Nothing is cut.
    """
    from rich.console import Console  # here: most commands print no table

    console = Console(markup=False, highlight=False)  # units stand in brackets
    if not console.is_terminal:
        console.width = max(console.width, sheet.width)
    console.print(sheet.title, style="italic")
    for indices in column_groups(sheet, console.width):
        console.print(_table(sheet, indices, console.width))
    if sheet.caption:
        console.print(sheet.caption, style="dim italic")


def column_groups(sheet: Sheet, room: int) -> list[list[int]]:
    """Return which columns stand side by side: all of them, or parts with the keys.

    Args:
        sheet: The table.
        room: Width of the screen [characters].
    """
    indices = list(range(len(sheet.columns)))
    if sheet.width <= room:
        return [indices]
    keys, others = indices[: sheet.keys], indices[sheet.keys :]
    found = [keys]
    for index in others:
        wider = [*found[-1], index]
        if found[-1] != keys and _tight(sheet, wider, room):
            found.append([*keys, index])
        else:
            found[-1] = wider
    return found


def folded(title: str, width: int) -> str:
    """Return a title in lines of at most so many characters, where it can be broken."""
    lines = [""]
    for piece in _pieces(title):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def _pieces(title: str) -> list[str]:
    """Return the parts of a title between which it can be broken, in order."""
    ends = [i + 1 for i, sign in enumerate(title) if sign in BREAKS]
    cuts = sorted({0, *ends, len(title)})
    return [title[a:b] for a, b in pairwise(cuts)]


def _table(sheet: Sheet, indices: Sequence[int], room: int) -> "Table":
    """Return some columns of a sheet as they are printed."""
    from rich.table import Table

    shown = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False)
    whole = sheet.width <= room
    tight = _tight(sheet, indices, room)
    for index in indices:
        column = sheet.columns[index]
        stays = isinstance(column, NumberColumn) or (index < sheet.keys and not tight)
        shown.add_column(
            column.title if whole else folded(column.title, _under(sheet, index)),
            justify="right" if isinstance(column, NumberColumn) else "left",
            no_wrap=stays and _cells(sheet, index) <= room,
            overflow="fold",
        )
    for row in sheet.rows:
        shown.add_row(*(row[index] for index in indices))
    return shown


def _cells(sheet: Sheet, index: int) -> int:
    """Return the width of a column's widest cell [characters]."""
    return max((len(row[index]) for row in sheet.rows), default=0)


def _widest(sheet: Sheet, index: int) -> int:
    """Return the width of a column with nothing folded [characters]."""
    return max(len(sheet.columns[index].title), _cells(sheet, index))


def _under(sheet: Sheet, index: int) -> int:
    """Return the width to which a column's title is folded [characters]."""
    return max(TITLE, _cells(sheet, index))


def _minimum_width(sheet: Sheet, index: int) -> int:
    """Return the minimum width of a column [characters]."""
    cells, column = _cells(sheet, index), sheet.columns[index]
    if isinstance(column, TextColumn) and index >= sheet.keys:
        cells = min(cells, FOLDED)
    title = folded(column.title, _under(sheet, index)).splitlines() or [""]
    return max(cells, *map(len, title))


def _tight(sheet: Sheet, indices: Sequence[int], room: int) -> bool:
    """Return whether some columns are too wide side by side, folded as they may be."""
    return _joined([_minimum_width(sheet, index) for index in indices]) > room


def _joined(widths: Sequence[int]) -> int:
    """Return the width of columns side by side [characters]."""
    return sum(widths) + GAP * (len(widths) - 1)
