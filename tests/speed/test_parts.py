"""A sampled stack belongs to one part of a run."""

from pathlib import Path

import pytest
from tests.speed import parts
from tests.speed.parts import Frame, part_of, timed_lines

import relaywalk
from relaywalk import registry

SIM = "/somewhere/sim/relaywalk/"
LOOP = Frame("run", f"{SIM}simulation/loop.py", 263)
NUMPY = Frame("norm", "/site-packages/numpy/linalg.py", 1)

ENGINE = """
def step(self):
    for _ in range(2):
        start = perf_counter()
        library.step(
            client=1,
        )
        self.stepping_time += perf_counter() - start
        self.read()
"""


def frame(home, name="f", line=1):
    return Frame(name, SIM + home, line)


@pytest.fixture
def engine_file(tmp_path):
    path = tmp_path / "sim" / "relaywalk" / "engines" / "toy.py"
    path.parent.mkdir(parents=True)
    path.write_text(ENGINE.lstrip())
    return str(path)


@pytest.mark.parametrize(
    ("home", "part"),
    [
        ("robots/model.py", parts.MODEL),
        ("control/walker.py", parts.WALKER),
        ("control/whole_body_qp.py", parts.STACKING),
        ("control/tasks/com_task.py", parts.STACKING),
        ("control/quadratic_program.py", parts.SOLVER),
        ("recording/recorder.py", parts.RECORDING),
        ("estimation/base_filter.py", parts.OBSERVING),
        ("simulation/termination.py", parts.LOOP),
    ],
)
def test_a_library_counts_for_who_called_it(home, part):
    assert part_of([LOOP, frame(home), NUMPY]) == part


def test_the_innermost_home_counts():
    outer, inner = frame("control/tasks/com_task.py"), frame("robots/model.py")
    assert part_of([LOOP, outer, inner, NUMPY]) == parts.MODEL


def test_what_the_loop_did_not_call_is_around_it():
    begin = Frame("begin", f"{SIM}simulation/loop.py", 180)
    assert part_of([begin, frame("engines/mujoco.py")]) == parts.AROUND
    assert part_of([]) == parts.AROUND


def test_the_physics_is_what_the_engine_times(engine_file):
    assert timed_lines(engine_file) == {4, 5, 6}
    for line, part in ((5, parts.PHYSICS), (8, parts.ENGINE), (3, parts.ENGINE)):
        assert part_of([LOOP, Frame("step", engine_file, line)]) == part


def test_what_an_engine_observes_with_is_observing(engine_file):
    reading = Frame("Toy._observe", engine_file, 8)
    assert part_of([LOOP, reading, Frame("_state", engine_file, 8)]) == parts.OBSERVING


@pytest.mark.parametrize("engine", registry.modules("relaywalk.engines"))
def test_every_engine_times_its_step(engine):
    file = Path(relaywalk.__file__).parent / "engines" / f"{engine}.py"
    assert timed_lines(str(file))
