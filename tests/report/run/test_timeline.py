"""Timeline: everything lies where its time is, and says what it is."""

import pytest

from relaywalk.report.run.timeline import LEFT, RIGHT, WIDTH, timeline


def phase(actor, name, start, end, outcome="done"):
    return {
        "actor": actor,
        "phase": name,
        "start": start,
        "end": end,
        "outcome": outcome,
    }


HANDOVER = {
    "giver": "giver",
    "receiver": "robot",
    "start": 2.0,
    "end": 3.0,
    "transfer_time": 1.0,
    "peak_force": 9.0,
    "outcome": "done",
}


@pytest.fixture
def picture(make_run):
    def made(phases, handovers=(), outcome="success"):
        result = {"outcome": outcome, "phases": phases, "handovers": list(handovers)}
        return timeline(make_run(2, result=result))

    return made


def test_phases_and_handovers_lie_at_their_times(picture):
    phases = [
        phase("robot", "stand", 0, 4),
        phase("robot", "carry", 4, 10),
        phase("giver", "offer", 0, 3),
    ]
    drawn = picture(phases, [HANDOVER])
    scale = (WIDTH - LEFT - RIGHT) / 10.0
    robot, giver = drawn.lanes
    assert (robot.name, giver.name) == ("robot", "giver")
    assert robot.bars[1].x == pytest.approx(LEFT + 4 * scale)
    assert robot.bars[1].width == pytest.approx(6 * scale)
    (exchange,) = drawn.exchanges
    assert exchange.x == pytest.approx(LEFT + 2 * scale)
    assert exchange.width == pytest.approx(scale)
    assert exchange.top < robot.y < giver.y < exchange.bottom
    assert "first touch 2.00 s, release 3.00 s" in exchange.title
    assert drawn.end is None


def test_a_label_that_does_not_fit_is_left_to_the_title(picture):
    short, _ = (
        picture([phase("robot", "stand", 0, 0.1), phase("robot", "carry", 0.1, 99)])
        .lanes[0]
        .bars
    )
    assert short.label == ""
    assert "robot: stand" in short.title


def test_a_run_that_failed_says_where(picture):
    drawn = picture([phase("robot", "stand", 0, 5, "running")], outcome="fell")
    assert drawn.end == (pytest.approx(WIDTH - RIGHT), "fell")
    assert not drawn.lanes[0].bars[0].done


@pytest.mark.parametrize("last", [0.004, 0.7, 3.0, 154.0, 3600.0])
def test_ticks_are_round_and_few(picture, last):
    ticks = picture([phase("robot", "stand", 0, last)]).ticks
    assert 4 <= len(ticks) <= 10
    assert ticks[0] == (LEFT, "0")


def test_a_run_without_phases_has_no_timeline(picture):
    assert picture([]) is None
