"""Joint loads: the units of the headings, the names of people, whose joint it is."""

import pytest

from relaywalk.report.run.load_table import loads
from relaywalk.robots.catalogue import robot_card

HEADER = "actor,joint,utilisation_peak,peak,heat_index\n"


@pytest.fixture
def table_of(tmp_path):
    """Return the table of a file with some lines."""
    path = tmp_path / "loads.csv"
    cards = {"robot": robot_card("kuavo_4_pro"), "human": robot_card("human")}

    def made(*lines):
        path.write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
        return loads(path, cards)

    return made


def test_loads_are_in_the_unit_of_their_heading_the_most_used_first(make_run, tmp_path):
    run = make_run(60)
    run.loads.write_csv(tmp_path / "loads.csv")
    section = loads(tmp_path / "loads.csv", run.cards)
    used = section.header.index("peak used [%]")
    values = [row[used].value for row in section.rows]
    assert values == sorted(values, reverse=True)
    assert len(section.rows) == len(run.loads)
    by_joint = {row[0].detail.split()[-1]: row for row in section.rows}
    for load in run.loads:
        row = by_joint[load.joint]
        assert row[used].value == pytest.approx(100.0 * load.utilisation_peak)
    assert section.sorted_by == used


def test_a_joint_has_its_common_name_and_under_it_actor_and_code(table_of):
    section = table_of("robot,leg_l4_joint,0.5,3,1", "human,arm_r4_joint,0.7,9,1")
    first, second = (row[0] for row in section.rows)
    assert (first.text, first.detail) == ("elbow, right", "human: arm_r4_joint")
    assert (second.text, second.detail) == ("knee, left", "robot: leg_l4_joint")
    assert section.owners == ["human", "robot"]


def test_of_a_single_actor_the_code_is_enough(table_of):
    section = table_of("robot,leg_l4_joint,0.5,3,1", "robot,tail_joint,0.7,9,1")
    shown = [(row[0].text, row[0].detail) for row in section.rows]
    assert shown == [("tail_joint", ""), ("knee, left", "leg_l4_joint")]


def test_an_unknown_column_keeps_its_name(table_of):
    section = table_of("robot,leg_l4_joint,0.5,3,1.5")
    assert section.header == (
        *("joint", "peak used [%]", "peak |τ| [N·m]", "heat index"),
    )
    assert section.rows[0][-1].value == 1.5
    assert section.words == [True, False, False, False]


def test_a_narrow_window_shows_the_first_group_of_columns(table_of):
    section = table_of("robot,leg_l4_joint,0.5,3,1.5")
    waits = [section.waits(column) for column in range(4)]
    assert waits == [False, False, True, True]


def test_a_table_without_groups_shows_all(make_run):
    from relaywalk.report.run import tables

    section = tables.verdict(make_run(15))
    assert not any(section.waits(column) for column in range(4))
