"""The commands: exit status, one message, no traceback."""

import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from tests.made_results import HANDOVER, made_result

import relaywalk
from relaywalk import cli, errors, paths, registry
from relaywalk.cli import _tables
from relaywalk.robots.catalogue import model_names, robot_card
from relaywalk.scenario.scenario import Scenario, scenario_names

RESULT = {
    "max_off_path": 0.0,
    "phases": [
        {"actor": "robot", "phase": "stand", "start": 0, "end": 2, "outcome": "done"}
    ],
    "handovers": [{**HANDOVER, "peak_force": 150.0}, HANDOVER],
}


@pytest.fixture
def simulated(monkeypatch):
    """Replace the simulation by a note of what it was asked for; it records nothing."""
    asked = SimpleNamespace(outcome="success", error=None, scenario=None)

    def simulate(scenario, out, progress):
        asked.scenario = scenario
        if asked.error is not None:
            raise asked.error
        if progress is not None:
            progress(1.0, 2.0)
        return made_result(out, **{**RESULT, "outcome": asked.outcome})

    module = ModuleType("relaywalk.simulation.loop")
    module.simulate = simulate
    monkeypatch.setattr(_tables, "show_recoveries", lambda run: None)
    monkeypatch.setitem(sys.modules, "relaywalk.simulation.loop", module)
    monkeypatch.setattr("relaywalk.simulation.loop", module, raising=False)
    return asked


def run(tmp_path, *options, scenario="stand"):
    out = str(tmp_path / "run")
    return cli.main(["run", scenario, "--no-report", "--out", out, *options])


def test_success_is_0_and_the_verdict_is_shown(simulated, tmp_path, capsys):
    assert run(tmp_path, scenario="relay_5m") == 0
    shown = capsys.readouterr().out
    assert "stand" in shown
    assert "Verdict: success" in shown
    assert "success: all criteria hold" in shown


@pytest.mark.parametrize(
    "outcome", ["fell", "dropped", "timeout", "diverged", "interrupted"]
)
def test_a_failed_run_is_1(simulated, tmp_path, capsys, outcome):
    simulated.outcome = outcome
    assert run(tmp_path, "--quiet") == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_options_reach_the_scenario(simulated, tmp_path):
    options = ["--seed", "3", "--engine", "mujoco", "--set", "terrain.friction=0.5"]
    assert run(tmp_path, *options, "--set", "actors.robot.script.0.duration=1") == 0
    scenario = simulated.scenario
    assert (scenario.seed, scenario.engine) == (3, "mujoco")
    assert scenario.terrain.friction == 0.5
    assert scenario.actors["robot"].script[0].params.duration == 1.0


def test_a_folder_that_holds_a_run_is_refused(simulated, tmp_path, capsys):
    assert run(tmp_path, "--quiet") == 0
    assert run(tmp_path, "--quiet") == 2
    assert "holds a run already" in capsys.readouterr().err


def test_the_folder_of_a_sweep_is_refused(simulated, tmp_path, capsys):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "sweep.yaml").touch()
    assert run(tmp_path) == 2
    assert "holds a sweep already; name another folder" in capsys.readouterr().err
    assert simulated.scenario is None
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["sweep.yaml"]


@pytest.mark.parametrize(
    "options",
    [
        ["--engine", "havok"],
        ["--robot", "nobody"],
        ["--set", "terrain.colour=1"],
        ["--set", "terrain.friction=-1"],
        ["--set", "terrain.friction"],
        ["--set", "terrain.friction=[1"],
        ["--seed", "-1"],
    ],
)
def test_bad_options_are_2_and_one_message(simulated, tmp_path, capsys, options):
    assert run(tmp_path, *options) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("relaywalk: ")
    assert captured.err.count("\n") == 1
    assert simulated.scenario is None


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.CardError("card"), 2),
        (errors.MissingDependency("library"), 2),
        (errors.Diverged(1.0, "energy"), 1),
        (KeyboardInterrupt(), 1),
        (OSError(28, "No space left on device"), 3),
        (errors.DiskError(Path("run"), OSError(28, "No space left"), "kept"), 3),
        (ZeroDivisionError("ours"), 3),
    ],
)
def test_errors_have_their_status(simulated, tmp_path, capsys, error, status):
    simulated.error = error
    assert run(tmp_path, "--quiet") == status
    shown = capsys.readouterr().err
    assert ("Traceback" in shown) == isinstance(error, ZeroDivisionError)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"name: x\ncolour: red\n",
            "1: duration: (missing): field required\n"
            "1: actors: (missing): field required\n"
            "2: colour: red: unknown key",
        ),
        (b"name: x\nname: y\n", "2: name: name: a key once only"),
        (b"a: &a [x]\nb: *a\n", "2: alias: *a: YAML aliases"),
        (b"\x89PNG\xff", "1: file: byte 0x89: text in UTF-8"),
    ],
)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_bad_file_is_2_and_one_line_a_fault(
    tmp_path, capsys, command, content, message
):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    assert cli.main([command, str(path)]) == 2
    check_lines(capsys.readouterr().err, path, message)


def check_lines(shown, path, message):
    """Check that each line of standard error begins with that of a message."""
    for line, begin in zip(shown.splitlines(), message.split("\n"), strict=True):
        assert line.startswith(f"relaywalk: {path}:{begin}")


SCENARIO = """\
name: trial
duration: 5.0
timestep: 0.001
actors: {robot: {card: kuavo_4_pro, script: [{kind: stand}]}}
props: {torch: {mass: 1.6, start: {z: 1.0}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("0.001", "5", "3: timestep: 5: a number above 0, at most 0.01 [s]"),
        ("0.001", "0.0007", "3: timestep: 0.0007: a timestep that divides"),
        ("1.6", "-1.6", "5: props.torch.mass: -1.6: a number above 0"),
        ("kuavo_4_pro", "nobody", "4: actors.robot.card: nobody: a model or a CARD"),
        ("stand", "fly", "4: actors.robot.script.0.kind: fly: one of carry"),
        (
            "duration: 5.0",
            "engine: havok",
            "1: duration: (missing): field required\n"
            "2: engine: havok: one of auto, mujoco",
        ),
        (SCENARIO, "", "1: document: None: a mapping with the keys name"),
    ],
)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_bad_scenario_is_2_and_one_line_a_fault(
    tmp_path, capsys, command, old, new, message
):
    assert old in SCENARIO
    path = tmp_path / "trial.yaml"
    path.write_text(SCENARIO.replace(old, new), encoding="utf-8")
    assert cli.main([command, str(path)]) == 2
    check_lines(capsys.readouterr().err, path, message)


BROKEN = """\
name: Trial
duration: 5.0
timestep: 5
terrain: {kind: plane, friction: 9, colour: red}
props: {torch: {mass: -1.6}}
actors:
  robot:
    card: kuavo_4_pro
    gait: {width: far}
    estimation: {wrist_force: {quick: -1}, radar: {}}
    script:
      - {kind: carry, distance: 5.0, speed: 9.0, timeout: 0}
      - {kind: fly}
  human:
    card: nobody
    script: [{kind: stand}]
"""
FAULTS = """\
1: name: Trial: string should match pattern
3: timestep: 5: a number above 0, at most 0.01 [s]
4: terrain.colour: red: unknown key; allowed: kind, friction
4: terrain.friction: 9: a number above 0, at most 2 [-]
5: props.torch.mass: -1.6: a number above 0, at most 20 [kg]
9: actors.robot.gait.width: far: a number of at least 0, at most 2 [m]
10: actors.robot.estimation.radar: {}: unknown key; allowed: base_estimator
10: actors.robot.estimation.wrist_force.quick: -1: a number
12: actors.robot.script.0.speed: 9.0: a number above 0, at most 3 [m/s]
12: actors.robot.script.0.timeout: 0: a number above 0, at most 3600 [s]
13: actors.robot.script.1.kind: fly: one of carry
15: actors.human.card: nobody: a model or a CARD"""


def test_all_faults_of_all_files_are_said_at_once(tmp_path, capsys):
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(BROKEN, encoding="utf-8")
    second.write_text("joints: [a]\nbase: flying\n", encoding="utf-8")
    assert cli.main(["check", str(first), "stand", str(second)]) == 2
    captured = capsys.readouterr()
    lines = captured.err.splitlines(keepends=True)
    count = FAULTS.count("\n") + 1
    check_lines("".join(lines[:count]), first, FAULTS)
    missing = ("name", "title", "source", "base_link", "groups", "ratings", "poses")
    check_lines(
        "".join(lines[count:]),
        second,
        "\n".join(f"1: {key}: (missing): field required" for key in missing)
        + "\n2: base: flying: input should be 'floating' or 'guided'",
    )
    assert captured.out == "stand: good\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "actors: {robot: {card: kuavo_4_pro, script: [{kind: stand}]}}",
            "actors: {robot: {card: human, sensing: measured, "
            "controller: {kind: dcm_qp}, script: [{kind: carry, distance: 1}]}}",
            "4: actors.robot.sensing: measured: ideal; a guided base is led\n"
            "4: actors.robot.controller.kind: dcm_qp: a controller of a guided base\n"
            "4: actors.robot.script.0.kind: carry: a phase of a guided base",
        ),
        (
            "timestep: 0.001",
            "timestep: 0.0007\nobjects: {robot: {shape: box, size: [1, 1, 1]}}",
            "3: timestep: 0.0007: a timestep that divides\n"
            "4: objects.robot: robot: a name that no other body has",
        ),
        (
            "duration: 5.0",
            "duration: !uniform [0, 5.0]\nseed: !choice [1, 2]",
            "3: seed: !choice [1, 2]: a whole number",
        ),
        (
            "duration: 5.0",
            "duration: !uniform [0, 4e3]",
            "2: duration: 0.0: a number above 0, at most 3600 [s]\n"
            "2: duration: 4000.0: a number above 0, at most 3600 [s]",
        ),
    ],
)
def test_all_rules_that_are_broken_are_said_at_once(
    tmp_path, capsys, old, new, message
):
    assert old in SCENARIO
    path = tmp_path / "trial.yaml"
    path.write_text(SCENARIO.replace(old, new), encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    check_lines(capsys.readouterr().err, path, message)


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_folder_or_a_missing_file_is_no_scenario(tmp_path, capsys, command):
    for path, why in (
        (tmp_path, "Is a directory"),
        (tmp_path / "nowhere.yaml", "No such file or directory"),
    ):
        assert cli.main([command, str(path)]) == 2
        expected = f"relaywalk: {path}: file: {why}: a YAML file that can be read\n"
        assert capsys.readouterr().err == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("joints: [a]\nbase: floating\n", "1: name: (missing): field required"),
        ("link: torch\nmass: -1\n", "1: name: (missing): field required"),
        ("nmae: x\nseed: 1\n", "1: nmae: x: unknown key; allowed: name, description"),
    ],
)
def test_a_file_is_checked_as_what_it_looks_like(tmp_path, capsys, content, message):
    path = tmp_path / "some.yaml"
    path.write_text(content, encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"relaywalk: {path}:{message}")


def test_everything_that_comes_along_is_good(capsys):
    cards = [str(paths.models() / name / "card.yaml") for name in model_names()]
    assert cli.main(["check", *scenario_names(), *cards]) == 0
    assert capsys.readouterr().out.count(": good\n") == len(scenario_names()) + len(
        cards
    )


def test_an_unknown_scenario_lists_those_there_are(capsys):
    assert cli.main(["run", "sprint"]) == 2
    assert "relay_5m, relay_5m_left, robots_exchange, stand" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [(["fly"], "bench, check"), (["list", "nothing"], "robots")],
)
def test_a_name_that_is_not_there_is_2_and_lists_those_there_are(
    capsys, arguments, listed
):
    assert cli.main(arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("relaywalk: no ")
    assert listed in shown
    assert shown.count("\n") == 1


@pytest.mark.parametrize("arguments", [["run"], ["--fly"], ["run", "stand", "--fly"]])
def test_a_bad_command_line_is_2(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_alone_it_says_what_it_can_do_and_what_to_try_first(capsys):
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    assert "relaywalk run stand" in shown
    for name in registry.modules("relaywalk.cli"):
        assert f"\n  {name} " in shown
    assert shown.count("\n") <= 40
    assert max(map(len, shown.splitlines())) <= 100


def test_what_it_says_to_try_first_is_there(capsys):
    cli.main([])
    tried = re.findall(r"^  relaywalk (.+?)  ", capsys.readouterr().out, re.MULTILINE)
    assert len(tried) >= 4
    for command in tried:
        assert cli.parser().parse_args(command.split()).command == command.split()[0]


def test_it_says_its_version(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"relaywalk {relaywalk.__version__}\n"


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("scenarios", "relay_100m"),
        ("robots", "kuavo_4_pro"),
        ("engines", "mujoco"),
        ("phases", "carry"),
        ("plots", "joint_torque"),
        ("oracles", "walking_residual"),
        ("formats", "mcap"),
        (
            "joints",
            "leg_l4_joint         knee, left                 + the shank swings",
        ),
        ("channels", "robot.leg_l4_joint.torque"),
    ],
)
def test_list_names_what_there_is(capsys, what, name):
    assert cli.main(["list", what]) == 0
    assert name in capsys.readouterr().out


def listed(capsys, *arguments):
    """Return the names that are listed."""
    assert cli.main(["list", *arguments]) == 0
    return [line.split()[0] for line in capsys.readouterr().out.splitlines()]


def test_joints_are_drawn_into_a_picture(capsys, tmp_path):
    path = tmp_path / "joints.png"
    listed(capsys, "joints", "--robot", "kuavo_5", "--picture", str(path))
    assert path.read_bytes().startswith(b"\x89PNG")


def test_joints_are_those_of_the_robot_that_is_named(capsys):
    assert tuple(listed(capsys, "joints")) == robot_card("kuavo_4_pro").joints
    shown = listed(capsys, "joints", "--robot", "human")
    assert tuple(shown) == robot_card("human").joints


def test_channels_are_those_of_the_scenario_or_the_run(capsys, make_run):
    assert "human.arm_r1_joint.torque" not in listed(capsys, "channels", "stand")
    robot = listed(capsys, "channels", "stand", "--robot", "kuavo_5")
    assert "robot.waist_yaw_joint.torque" in robot
    run = make_run(15)
    assert listed(capsys, "channels", str(run.folder)) == list(run.recording.channels)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["joints", "stand"], "joints: stand: not of a run or scenario"),
        (["plots", "--robot", "kuavo_5"], "plots: kuavo_5: not of a robot"),
        (["joints", "--robot", "torch"], "torch"),
        (["robots", "--picture", "a.png"], "robots: --picture: of joints only"),
        (["joints", "--robot", "no.yaml"], "--robot: no.yaml: a card file that exists"),
    ],
)
def test_what_has_no_such_list_is_refused(capsys, arguments, said):
    assert cli.main(["list", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_robot_of_a_run_is_its_own(capsys, make_run):
    folder = str(make_run(15).folder)
    assert cli.main(["list", "channels", folder, "--robot", "kuavo_5"]) == 2
    said = "relaywalk: --robot: kuavo_5: not of a run, which has its own\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("command", ["report", "plot", "recover"])
def test_a_folder_without_a_run_is_2(tmp_path, capsys, command):
    extra = ["joint_torque"] if command == "plot" else []
    assert cli.main([command, str(tmp_path), *extra]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_a_scenario_that_asks_for_no_distance_is_told_none(capsys, tmp_path):
    result = made_result(tmp_path, **{**RESULT, "distance": -0.08, "handovers": []})
    _tables.show_verdict(result, Scenario.load("hold"))
    shown = capsys.readouterr().out
    assert "distance" not in shown
    assert "carried" not in shown
    assert "NO" not in shown


def test_steps_stand_under_the_verdict_where_the_controller_tells(capsys, tmp_path):
    told = {**RESULT, "steps": 31, "retimed_steps": 2}
    for result, said in ((RESULT, False), (told, True)):
        _tables.show_verdict(made_result(tmp_path, **result), Scenario.load("relay_5m"))
        assert ("31 steps, 2 of them re-timed" in capsys.readouterr().out) is said


def test_pushes_are_shown_where_there_were_any(capsys, make_run):
    _tables.show_recoveries(make_run(15))
    assert capsys.readouterr().out == ""
    _tables.show_recoveries(make_run(60))
    shown = capsys.readouterr().out
    assert "Pushes and recoveries" in shown
    assert "base_link" in shown


def test_the_verdict_shows_which_criterion_failed(tmp_path):
    lines = _tables.criteria(made_result(tmp_path, **RESULT), Scenario.load("relay_5m"))
    failed = [line.name for line in lines if not line.holds]
    assert failed == ["force, giver to robot"]
