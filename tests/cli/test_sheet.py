"""Tables on the screen: whole names at 80 columns, nothing cut where there is none."""

import pytest
from rich.text import Text

from relaywalk.cli import _sheet
from relaywalk.cli._sheet import NumberColumn, Sheet, TextColumn, column_groups, folded

LEAF = "actors.robot.script.1.hand_over.approach_speed"
JOINTS = tuple(f"robot.hand_r_thumb_{i}_joint" for i in range(3))
WIDE = Sheet(
    "Torque [N·m]",
    (TextColumn("joint"), *(NumberColumn(f"mean of run {i}") for i in range(9))),
    tuple((name, *(f"-{i}0.25" for i in range(9))) for name in JOINTS),
)


@pytest.fixture
def printed(monkeypatch, capsys):
    """Return a function that prints on a screen so wide; of none if None."""

    def show(sheet, width=80):
        if width is not None:
            monkeypatch.setenv("FORCE_COLOR", "1")
            monkeypatch.setenv("COLUMNS", str(width))
        _sheet.show(sheet)
        return Text.from_ansi(capsys.readouterr().out).plain.splitlines()

    return show


def words(lines):
    return [word for line in lines for word in line.split()]


def test_what_fits_is_one_table(printed):
    assert column_groups(WIDE, 200) == [list(range(10))]
    lines = printed(WIDE, 200)
    assert lines[0] == "Torque [N·m]"  # a unit in brackets is no markup
    assert len(lines) == 2 + len(JOINTS)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_every_name_and_number_is_whole_on_a_narrow_screen(printed, width):
    lines = printed(WIDE, width)
    assert max(map(len, lines)) <= width
    assert "…" not in "".join(lines)
    for row in WIDE.rows:
        own = [word for line in lines if row[0] in line for word in line.split()]
        assert [word for word in own if word != row[0]] == list(row[1:])


def test_columns_that_do_not_fit_follow_below_the_keys(printed):
    found = column_groups(WIDE, 60)
    assert len(found) > 1
    assert all(places[0] == 0 for places in found)
    assert [p for places in found for p in places[1:]] == list(range(1, 10))


def test_words_are_folded_and_the_key_is_not(printed):
    value = "from the left hand of the giver to the right hand of the robot"
    sheet = Sheet(
        "",
        (TextColumn("leaf"), TextColumn("A"), TextColumn("B")),
        ((LEAF, value, "–"),),
    )
    lines = printed(sheet)
    assert max(map(len, lines)) <= 80
    assert LEAF in words(lines)
    assert set(value.split()) < set(words(lines))


def test_a_key_wider_than_the_screen_is_folded_and_not_cut(printed):
    name = "x" * 100
    lines = printed(
        Sheet("", (TextColumn("leaf"), NumberColumn("A")), ((name, "1.5"),))
    )
    assert max(map(len, lines)) <= 80
    assert "".join(words(lines)).count("x") == 100
    assert "1.5" in words(lines)


@pytest.mark.parametrize("width", [None, 300])
def test_where_there_is_no_screen_nothing_is_folded(printed, width):
    row = (LEAF, "a " * 60, "b" * 90)
    sheet = Sheet("", (TextColumn("leaf"), TextColumn("A"), TextColumn("B")), (row,))
    (line,) = [line for line in printed(sheet, width) if LEAF in line]
    assert row[1].strip() in line
    assert row[2] in line


def test_a_title_is_folded_after_its_dots():
    assert folded("actors.robot.mismatch", 13) == "actors.robot.\nmismatch"
    assert folded("engine", 3) == "engine"
    assert folded("95 % interval", 8) == "95 %\ninterval"
    assert folded("", 8) == ""
