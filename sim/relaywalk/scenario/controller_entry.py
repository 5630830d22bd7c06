"""The controller of an actor in a scenario."""

from typing import ClassVar

from relaywalk import registry
from relaywalk.scenario.kind_entry import KindEntry

DEFAULT = {"floating": "dcm_qp", "guided": "guided"}  # kind of base → controller


class ControllerEntry(KindEntry):
    """How an actor is moved.

    Attributes:
        kind: A file name in `control/controllers/`.
        params: The controller's own block: gains, weights, thresholds.
    """

    PACKAGE: ClassVar[str] = "relaywalk.control.controllers"
    NAMED: ClassVar[bool] = False  # by default, that of the body's kind of base


def controllers_of(base: str) -> tuple[str, ...]:
    """Return the controllers that can drive a kind of base."""
    return tuple(kind for kind in ControllerEntry.kinds() if base in _bases(kind))


def _bases(kind: str) -> tuple[str, ...]:
    """Return the kinds of base that a controller can drive."""
    bases: tuple[str, ...] = registry.module(ControllerEntry.PACKAGE, kind).BASES
    return bases
