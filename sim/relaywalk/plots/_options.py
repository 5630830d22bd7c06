"""What a plot may be asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relaywalk.errors import RecordingError, UnknownName

if TYPE_CHECKING:
    from relaywalk.runs.run import Run


@dataclass(frozen=True)
class PlotOptions:
    """What to draw, and how.

    Attributes:
        joints: Only these, of every actor that has them; the plot's choice if empty.
        channels: Names as in the recording; the plot's choice if empty.
        window: First and last time [s].
        phase: Only this phase of the script; the longest of that name.
        cycle: Over 0 … 100 % of the gait cycle, mean and deviation over the steady
            strides, instead of over time.
        both_engines: Another run of the same scenario: both curves, shaded in between.
        per_body_weight: Forces over m g, torques and moments over m g h; m and the
            standing height h of the body alone, without what it carries.
    """

    joints: Sequence[str] = ()
    channels: Sequence[str] = ()
    window: tuple[float, float] | None = None
    phase: str | None = None
    cycle: bool = False
    both_engines: "Run | None" = None
    per_body_weight: bool = False

    def __post_init__(self) -> None:
        """Refuse a window that ends before it starts."""
        if self.window is not None and not self.window[0] < self.window[1]:
            raise RecordingError(
                f"window {self.window[0]:g} … {self.window[1]:g} s: has to start "
                "before it ends"
            )

    @classmethod
    def chosen(
        cls, plot: str, takes: Collection[str], choices: Mapping[str, Any]
    ) -> "PlotOptions":
        """Return the options that were chosen for a plot.

        Args:
            plot: Its name.
            takes: The fields that it reads.
            choices: Field → value; what is None was not chosen.

        Raises:
            UnknownName: The plot takes no such option; lists those it takes.
        """
        for name in choices:
            if name not in takes:
                raise UnknownName(f"option of plot '{plot}'", name, takes)
        return cls(**{name: v for name, v in choices.items() if v is not None})
