"""The panel: buttons, speed, pushes and curves beside the scene."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from relaywalk.simulation.operator import AskedPush
from relaywalk.types import Array
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.frame import Past
from relaywalk.view.live.scenery import Scenery

if TYPE_CHECKING:
    from viser import GuiApi

SPEEDS = {"0.05 ×": 0.05, "0.2 ×": 0.2, "1 ×": 1.0, "2 ×": 2.0, "no limit": np.inf}
STEPS = {"1 period": 1, "10": 10, "100": 100}
WORDS = {False: "pause", True: "go on"}  # on the button, by whether there is a pause
NOTHING = "nothing"
IMPULSE = 10.0  # of a push, at first [N·s]
DURATION = 0.05  # of a push [s]
CURVES = 3
SAID = 6  # lines that are kept


class Panel:
    """What the person sets; it tells the controls."""

    def __init__(self, gui: "GuiApi", controls: Controls, scenery: Scenery) -> None:
        """Add everything.

        Args:
            gui: Of a server, with nothing in it.
            controls: Are told.
            scenery: That is shown.
        """
        self._gui, self._controls = gui, controls
        self._said: list[str] = []
        gui.add_markdown(f"**{scenery.title}**")
        self._clock = gui.add_markdown("t = 0.000 s")
        self._add_buttons()
        names = [*scenery.actors, *scenery.props, NOTHING]
        self._follow = gui.add_dropdown("camera follows", names)
        self._text = gui.add_markdown("")

    @property
    def followed(self) -> str:
        """The name of what the camera follows, or NOTHING."""
        return str(self._follow.value)

    def show(self, time: float) -> None:
        """Show the time [s], and whether there is a pause."""
        self._pause.label = WORDS[self._controls.paused]
        self._clock.content = f"t = {time:.3f} s"

    def say(self, text: str) -> None:
        """Add a line; the oldest goes."""
        self._said = [*self._said, text][-SAID:]
        self._text.content = "\n\n".join(self._said)

    def _add_buttons(self) -> None:
        """Add pause, step, speed and restart."""
        gui, controls = self._gui, self._controls
        self._pause = gui.add_button(WORDS[controls.paused])
        self._pause.on_click(lambda _: controls.pause(not controls.paused))
        steps = gui.add_button_group("step", tuple(STEPS))
        steps.on_click(lambda _: controls.step(STEPS[steps.value]))
        speed = gui.add_dropdown("speed, at most", tuple(SPEEDS), initial_value="1 ×")
        speed.on_update(lambda _: controls.set_speed(SPEEDS[speed.value]))
        gui.add_button("restart").on_click(lambda _: controls.restart())


class PushPanel:
    """How strong a click on a link pushes, if at all."""

    def __init__(self, gui: "GuiApi", controls: Controls) -> None:
        """Add a folder to a panel."""
        self._controls = controls
        with gui.add_folder("push"):
            self._on = gui.add_checkbox("a click on a link pushes it", True)
            self._impulse = gui.add_slider("impulse [N·s]", 1.0, 100.0, 1.0, IMPULSE)
            self._duration = gui.add_slider("lasts [s]", 0.01, 0.5, 0.01, DURATION)

    def clicked(self, actor: str, link: str, sight: Array) -> None:
        """Push a link away from who looks at it, level.

        Args:
            actor: Whose link it is.
            link: Its name.
            sight: (3,) direction of sight in world.
        """
        if self._on.value:
            impulse = level_impulse(sight, self._impulse.value)
            asked = AskedPush(actor, link, impulse, self._duration.value)
            self._controls.push(asked)


class TimeLine:
    """A slider over a recording."""

    def __init__(self, gui: "GuiApi", controls: Controls, duration: float) -> None:
        """Add a slider from 0 to a duration [s]."""
        self._controls = controls
        self._slider = gui.add_slider("time [s]", 0.0, duration, 0.01, 0.0)
        self._slider.on_update(self._moved)

    def show(self, time: float) -> None:
        """Follow the time that is shown [s]."""
        self._slider.value = round(time, 2)

    def _moved(self, event: Any) -> None:  # noqa: ANN401
        """Go where the person moved it; what `show` moved has no client."""
        if event.client is not None:
            self._controls.seek(self._slider.value)


def level_impulse(sight: Array, size: float) -> tuple[float, float, float]:
    """Return an impulse (3,) in world, level, to where somebody looks [N·s].

    Args:
        sight: (3,) direction in world; straight down pushes along x.
        size: Of the impulse [N·s].
    """
    along = sight[:2] if np.hypot(*sight[:2]) > 1e-6 else np.array([1.0, 0.0])
    x, y = (size * along / np.hypot(*along)).round(3).tolist()
    return x, y, 0.0


class Curves:
    """Charts, each of the channel that was chosen."""

    def __init__(self, gui: "GuiApi", channels: Sequence[str]) -> None:
        """Add a folder to a panel; at first it shows torques.

        Args:
            gui: Of a server.
            channels: That may be drawn.
        """
        torques = [name for name in channels if name.endswith(".torque")]
        first = (torques or channels)[:CURVES]
        with gui.add_folder("curves"):
            self._curves = [_Curve(gui, channel, channels) for channel in first]

    def show(self, past: Past) -> None:
        """Draw all up to now."""
        for curve in self._curves:
            curve.show(past)


class _Curve:
    """One chart, of the channel that was chosen."""

    def __init__(self, gui: "GuiApi", channel: str, channels: Sequence[str]) -> None:
        """Add a choice of channels and a chart of the chosen one."""
        self._choice = gui.add_dropdown("curve", tuple(channels), initial_value=channel)
        empty = (np.zeros(1), np.zeros(1))
        style = (
            {"label": "t [s]"},
            {"label": channel, "stroke": "#1f6fb4", "width": 1},
        )
        scales = {"x": {"time": False, "auto": True}, "y": {"auto": True}}
        self._chart = gui.add_uplot(empty, style, scales=scales, height=150)

    def show(self, past: Past) -> None:
        """Draw the chosen channel as far as it is known."""
        channel = str(self._choice.value)
        times, values = past.series((channel,))
        known = np.isfinite(values)
        if not known.any():
            return
        if self._chart.series[1]["label"] != channel:
            first, second = self._chart.series
            self._chart.series = (first, {**second, "label": channel})
        self._chart.data = (times[known], values[known])
