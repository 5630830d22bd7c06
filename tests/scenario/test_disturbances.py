"""Pushes and lasting forces as data: what is refused, with its place."""

import pytest

from relaywalk.errors import ScenarioError
from relaywalk.scenario.scenario import Scenario

PUSH = {"time": 1.0, "impulse": [0.0, 25.0, 0.0]}
WIND = {"force": [0.0, 20.0, 0.0]}
AT = "actors.robot"


def test_defaults_are_written_out_and_load_again():
    changes = {f"{AT}.pushes": [PUSH], f"{AT}.forces": [WIND]}
    scenario = Scenario.load("hold").with_overrides(
        {**changes, "props.torch.forces": [{**WIND, "at": 0.7}]}
    )
    robot, torch = scenario.actors["robot"], scenario.props["torch"]
    assert (robot.pushes[0].link, robot.pushes[0].duration) == (None, 0.05)
    assert (robot.forces[0].start, robot.forces[0].end) == (0.0, None)
    assert torch.forces[0].at == 0.7
    assert robot.pushed_links == ("base_link",)
    assert Scenario.load("hold").actors["robot"].pushed_links == ()


def test_links_are_named_once_each():
    pushes = [{**PUSH, "link": "zhead_2_link"}, {**PUSH, "link": "zarm_l4_link"}]
    changes = {
        f"{AT}.pushes": pushes,
        f"{AT}.forces": [{**WIND, "link": "zhead_2_link"}],
        f"{AT}.mismatch.pushes.links": ["base_link"],
    }
    robot = Scenario.load("hold").with_overrides(changes).actors["robot"]
    assert robot.pushed_links == ("zhead_2_link", "zarm_l4_link", "base_link")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            f"{AT}.pushes",
            [{**PUSH, "link": "tail"}],
            f"{AT}.pushes.0.link: tail: a link of kuavo_4_pro: base_link, leg_l1_link",
        ),
        (
            f"{AT}.mismatch.pushes.links",
            ["base_link", "tail"],
            f"{AT}.mismatch.pushes.links.1: tail: a link of kuavo_4_pro: base_link",
        ),
        (f"{AT}.forces", [{**WIND, "link": "tail"}], "forces.0.link: tail: a link of"),
        (
            f"{AT}.pushes",
            [{**PUSH, "impulse": [0.0, 25.0]}],
            "pushes.0.impulse: [0.0, 25.0]: three numbers, [x, y, z]",
        ),
        (f"{AT}.pushes", [{**PUSH, "impulse": [0, 1e4, 0]}], "at most 1000 [N·s]"),
        (f"{AT}.pushes", [{"time": 1.0}], "pushes.0.impulse: (missing)"),
        (f"{AT}.pushes", [{**PUSH, "duration": 2.0}], "at most 1 [s]"),
        (f"{AT}.pushes", [{**PUSH, "force": 3}], "unknown key; allowed: time, link"),
        (
            f"{AT}.forces",
            [{**WIND, "start": 2.0, "end": 1.0}],
            "forces.0.end: 1.0: after the start, 2",
        ),
        ("props.torch.forces", [{**WIND, "link": "torch"}], "allowed: force, start"),
        ("props.torch.forces", [{**WIND, "at": 3.0}], "at most 2 [m]"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(path, value, said):
    with pytest.raises(ScenarioError) as caught:
        Scenario.load("hold").with_overrides({path: value})
    assert said in str(caught.value)
