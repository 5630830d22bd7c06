"""When a flame passes from one torch to another."""

from typing import Annotated

from relaywalk.schema.quantity import Frozen, quantity


class FlameEntry(Frozen):
    """What lights a torch: a burning one beside it, for long enough.

    The figures are a design assumption after the event's reports, in which the heads
    were brought together and held still (robots.md, section 3); nobody measured them.

    Attributes:
        gap: Between the rims of both burners, at most [m].
        tilt: Between the axes of both torches, at most [rad].
        time: For which both must hold [s].
    """

    gap: Annotated[float, quantity("m", 0.0, 1.0, open_low=True)] = 0.05
    tilt: Annotated[float, quantity("rad", 0.0, 3.1416, open_low=True)] = 0.4363
    time: Annotated[float, quantity("s", 0.0, 60.0)] = 2.0
