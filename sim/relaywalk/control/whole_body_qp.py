"""The whole-body QP: one control period's acceleration, contact wrenches and torques.

It minimises the cost of a list of tasks subject to a list of limits and to the six
base rows of the equations of motion. After Herzog et al., "Momentum Control with
Hierarchical Inverse Dynamics on a Torque-Controlled Humanoid", Auton. Robots 40, 2016,
with one level of weights.
"""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np

from relaywalk.control.assembly import (
    Demands,
    ProgramSize,
    WholeBodyProgram,
    program_writer,
)
from relaywalk.control.dynamics import WholeBodyDynamics
from relaywalk.control.limits import Limit
from relaywalk.control.reference import WholeBodyReference
from relaywalk.control.tasks import Task
from relaywalk.robots.model import RobotModel
from relaywalk.schema.quantity import Frozen, quantity
from relaywalk.types import Array

Cost = Annotated[float, quantity("-", 0.0, 1.0, open_low=True)]


class RegularisationParams(Frozen):
    """Small costs that make the solution unique, each of a squared unknown.

    Attributes:
        acceleration: Of every component of v̇ [s⁴/m², s⁴/rad²].
        tangential_force, normal_force: Of a foot [1/N²].
        moment: Of a foot [1/(N·m)²].
    """

    # All positive: contact wrenches have no task of their own, and the Hessian must be
    # positive definite.
    acceleration: Cost = 1e-4
    # Forces are hundreds of newtons, moments tens of newton metres. The normal force is
    # the cheapest, for it has to bear the weight.
    tangential_force: Cost = 1e-6
    normal_force: Cost = 1e-7
    moment: Cost = 1e-5


class Solution(NamedTuple):
    """What the QP found.

    Attributes:
        acceleration: (nv,) v̇, base in its own axes first [m/s², rad/s²].
        torque: (n,) of the model's joints [N·m].
    """

    acceleration: Array
    torque: Array


class WholeBodyQp:
    """Adds up tasks and limits, and solves."""

    def __init__(
        self,
        tasks: Sequence[Task],
        limits: Sequence[Limit],
        params: RegularisationParams,
    ) -> None:
        """Keep what is to be added up.

        Args:
            tasks: What the body should do.
            limits: What it must not do.
            params: Regularisation.
        """
        self._tasks, self._limits = tuple(tasks), tuple(limits)
        self._small_costs: dict[int, Array] = {}
        self._acceleration_cost = params.acceleration
        side, normal, moment = (
            params.tangential_force,
            params.normal_force,
            params.moment,
        )
        self._wrench_cost = np.array([side, side, normal, moment, moment, moment])
        self._write = program_writer()
        self._programs: dict[ProgramSize, WholeBodyProgram] = {}

    def solve(self, model: RobotModel, reference: WholeBodyReference) -> Solution:
        """Return the best acceleration, and the torques that make it.

        Args:
            model: Updated for the present state.
            reference: What to track.

        Raises:
            NoSolution: The solver found none; the error keeps the problem.
        """
        dynamics = WholeBodyDynamics.of(model, reference.legs.stance)
        unknowns = self.program(dynamics, reference).solve()
        return Solution(unknowns[: model.nv], dynamics.torque(unknowns))

    def program(
        self, dynamics: WholeBodyDynamics, reference: WholeBodyReference
    ) -> WholeBodyProgram:
        """Return the QP of a control period; valid until the next call."""
        model = dynamics.model
        demands = Demands(
            dynamics,
            [rows for task in self._tasks for rows in task.rows(model, reference)],
            [limit.rows(dynamics) for limit in self._limits],
            self._regularisation(model.nv, dynamics.size),
        )
        program = self._room(demands.size)
        self._write(demands, program)
        return program

    def _room(self, size: ProgramSize) -> WholeBodyProgram:
        """Return room for a program, made once for each size: feet alternate."""
        if size not in self._programs:
            self._programs[size] = WholeBodyProgram.empty(size)
        return self._programs[size]

    def _regularisation(self, nv: int, size: int) -> Array:
        """Return the small cost (n,) of every unknown."""
        found = self._small_costs.get(size)
        if found is None:
            wrenches = np.tile(self._wrench_cost, (size - nv) // 6)
            found = np.concatenate((np.full(nv, self._acceleration_cost), wrenches))
            self._small_costs[size] = found
        return found
