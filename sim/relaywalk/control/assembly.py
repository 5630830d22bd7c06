"""Writes the whole-body QP: cost and limits added up, the first stance wrench left out.

The six base rows of the equations of motion, N z + h = 0, hold whatever the joints do.
They give the wrench w₁ of the first stance foot for all other unknowns y,

    w₁ = L y + l,   L = −B⁻¹ N_y,   l = −B⁻¹ h,   B = N_w₁ = −J₁ᵀ of the base,

so that the QP has six unknowns less and no equality. B has an inverse wherever the foot
is: it turns a wrench at the sole into one at the base. In flight there is nothing to
leave out, and the base rows stay, as equalities.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relaywalk.compilation import Compiled, compiled
from relaywalk.control._assembly_loops import write_cost, write_limits, write_wrench
from relaywalk.control.dynamics import BASE_ROWS, WholeBodyDynamics
from relaywalk.control.limits import LimitRows
from relaywalk.control.quadratic_program import QuadraticProgram
from relaywalk.control.tasks import FrameRows, JointRows, Rows, TaskRows
from relaywalk.errors import NoSolution
from relaywalk.robots.model import RobotModel
from relaywalk.types import Array

WRENCH = 6  # numbers of a foot's wrench
AIM, GAINS = 24, 18  # numbers of a frame's reference and of its gains
NONE = np.zeros(0)


class Demands(NamedTuple):
    """What is added up.

    Attributes:
        dynamics: The equations of motion of z = (v̇, w).
        tasks: Rows of the cost.
        limits: Rows of the constraints.
        small_costs: (n,) of each squared unknown of z.
    """

    dynamics: WholeBodyDynamics
    tasks: Sequence[Rows]
    limits: Sequence[LimitRows]
    small_costs: Array

    @property
    def size(self) -> "ProgramSize":
        """Of the program that they make."""
        dynamics = self.dynamics
        eliminated = WRENCH if dynamics.stance else 0
        rows = sum(len(limit.lower) for limit in self.limits)
        rows += BASE_ROWS - eliminated
        return ProgramSize(dynamics.model.nv, dynamics.size, eliminated, rows)


class ProgramSize(NamedTuple):
    """How large a program is.

    Attributes:
        nv: How many components v̇ has.
        unknowns: n of z.
        eliminated: How many of them the base rows give: 6, or 0 in flight.
        rows: Of its constraints.
    """

    nv: int
    unknowns: int
    eliminated: int
    rows: int


class WholeBodyProgram(NamedTuple):
    """The QP of one control period in the unknowns y.

    Attributes:
        program: In y: v̇, then the wrenches of all stance feet but the first.
        matrix: (e, ny) L; e is 0 in flight.
        offset: (e,) l.
        nv: How many components v̇ has.
    """

    program: QuadraticProgram
    matrix: Array
    offset: Array
    nv: int

    @classmethod
    def empty(cls, size: "ProgramSize") -> "WholeBodyProgram":
        """Return room for a program."""
        count, rows = size.unknowns - size.eliminated, size.rows
        program = QuadraticProgram(
            np.empty((count, count)),
            np.empty(count),
            np.empty((rows, count)),
            np.empty(rows),
            np.empty(rows),
            BASE_ROWS - size.eliminated,
        )
        matrix, offset = np.empty((size.eliminated, count)), np.empty(size.eliminated)
        return cls(program, matrix, offset, size.nv)

    def solve(self) -> Array:
        """Return z (n,): v̇, then the wrench of each stance foot.

        Raises:
            NoSolution: DAQP did not find an optimum.
        """
        try:
            found = self.program.solve()
        except NoSolution as error:
            # the next program may be written into the same arrays
            raise NoSolution(str(error), deepcopy(self.program)) from error
        wrench = self.matrix @ found + self.offset
        return np.concatenate((found[: self.nv], wrench, found[self.nv :]))


Writer = Callable[[Demands, WholeBodyProgram], None]


def program_writer() -> Writer:
    """Return what writes the program of demands: compiled where it can be."""
    wrench, cost = compiled(write_wrench), compiled(write_cost)
    limits = compiled(write_limits)
    if wrench is None or cost is None or limits is None:
        return write_by_numpy
    return _Loops(wrench, cost, limits).write


def write_by_numpy(demands: Demands, out: WholeBodyProgram) -> None:
    """Write the program of demands, by NumPy."""
    dynamics, program = demands.dynamics, out.program
    nv, size, gone, _ = demands.size
    kept = np.r_[:nv, nv + gone : size]
    base = dynamics.matrix[:BASE_ROWS]
    if gone:
        known = np.column_stack((base[:, kept], dynamics.bias[:BASE_ROWS]))
        given = -np.linalg.solve(base[:, nv : nv + gone], known)
        out.matrix[:], out.offset[:] = given[:, :-1], given[:, -1]
    hessian, gradient = np.zeros((size, size)), np.zeros(size)
    _add_tasks(demands, hessian, gradient)
    cost = demands.small_costs[nv : nv + gone, None] * out.matrix
    program.hessian[:] = hessian[np.ix_(kept, kept)] + out.matrix.T @ cost
    program.gradient[:] = gradient[kept] + cost.T @ out.offset
    first = program.equalities
    limits = _stacked_limits(demands)
    rows = np.concatenate((base[:first], limits.matrix))
    wrench = rows[:, nv : nv + gone]
    program.rows[:] = rows[:, kept] + wrench @ out.matrix
    balance, shift = -dynamics.bias[:first], wrench @ out.offset
    lower = np.concatenate((balance, limits.lower))
    upper = np.concatenate((balance, limits.upper))
    program.lower[:], program.upper[:] = lower - shift, upper - shift


def _add_tasks(demands: Demands, hessian: Array, gradient: Array) -> None:
    """Add Jᵀ W J and −Jᵀ W a of all tasks, and the small costs."""
    model = demands.dynamics.model
    asked = [r.dense(model) if isinstance(r, FrameRows) else r for r in demands.tasks]
    dense = _stacked(asked, model.nv)
    weighted = dense.jacobian.T * dense.weight
    hessian[: model.nv, : model.nv] = weighted @ dense.jacobian
    gradient[: model.nv] = -(weighted @ dense.desired)
    pull, weight = _of_joints(demands)
    gradient[BASE_ROWS : model.nv] -= pull
    diagonal = demands.small_costs.copy()
    diagonal[BASE_ROWS : model.nv] += weight
    # a view of the diagonal
    hessian.ravel()[:: len(hessian) + 1] += diagonal


def _of_joints(demands: Demands) -> tuple[Array, Array]:
    """Return Σ w a and Σ w (k,) of all rows of joints."""
    asked = [rows for rows in demands.tasks if isinstance(rows, JointRows)]
    if len(asked) == 1:
        return asked[0].weight * asked[0].desired, asked[0].weight
    nothing = np.zeros(demands.dynamics.model.nv - BASE_ROWS)
    pull = sum((rows.weight * rows.desired for rows in asked), nothing)
    return pull, sum((rows.weight for rows in asked), nothing)


def _stacked(asked: Sequence[Rows], nv: int) -> TaskRows:
    """Return all dense rows, one under the other."""
    dense = [rows for rows in asked if isinstance(rows, TaskRows)]
    if len(dense) == 1:
        return dense[0]
    none = (np.zeros((0, nv)), NONE, NONE)
    return TaskRows(*(np.concatenate(p) for p in zip(none, *dense, strict=True)))


def _stacked_limits(demands: Demands) -> LimitRows:
    """Return all rows of the limits, one under the other."""
    if not demands.limits:
        return LimitRows(np.zeros((0, demands.dynamics.size)), NONE, NONE)
    return LimitRows(*(np.concatenate(p) for p in zip(*demands.limits, strict=True)))


class _Loops:
    """Writes programs by loops that are compiled."""

    def __init__(self, wrench: Compiled, cost: Compiled, limits: Compiled) -> None:
        """Keep what is compiled; begin without frames."""
        self._write_wrench, self._write_cost = wrench, cost
        self._write_limits = limits
        self._servos: Sequence[FrameRows] = ()
        self._index, self._gains = np.zeros(0, dtype=np.intp), np.zeros((0, GAINS))

    def write(self, demands: Demands, out: WholeBodyProgram) -> None:
        """Write the program of demands."""
        dynamics, program = demands.dynamics, out.program
        equations, given = (dynamics.matrix, dynamics.bias), (out.matrix, out.offset)
        if len(out.offset):
            self._write_wrench(*equations, *given)
        self._write_cost(
            *self._tasks(demands),
            demands.small_costs,
            *given,
            program.hessian,
            program.gradient,
        )
        written = (program.rows, program.lower, program.upper)
        self._write_limits(*equations, *_stacked_limits(demands), *given, *written)

    def _tasks(self, demands: Demands) -> tuple[Array | NDArray[np.intp], ...]:
        """Return the arrays of all tasks, as `write_cost` takes them."""
        model = demands.dynamics.model
        servos = [rows for rows in demands.tasks if isinstance(rows, FrameRows)]
        if not self._as_before(servos):
            self._take(servos, model)
        aims = [part for servo in servos for part in servo.reference]
        return (
            *model.frame_motions,
            self._index,
            np.concatenate((*aims, NONE), axis=None).reshape(-1, AIM),
            self._gains,
            *_stacked(demands.tasks, model.nv),
            *_of_joints(demands),
        )

    def _as_before(self, servos: Sequence[FrameRows]) -> bool:
        """Say whether frames and gains are the very ones of the call before."""
        return len(servos) == len(self._servos) and all(
            new.gains is old.gains and new.frame == old.frame
            for new, old in zip(servos, self._servos, strict=True)
        )

    def _take(self, servos: Sequence[FrameRows], model: RobotModel) -> None:
        """Pack what stays from tick to tick: it changes with the feet that stand."""
        frames = [model.frame_index(servo.frame) for servo in servos]
        gains = [servo.gains for servo in servos]
        self._servos, self._index = servos, np.array(frames, dtype=np.intp)
        self._gains = np.concatenate((*gains, NONE), axis=None).reshape(-1, GAINS)
