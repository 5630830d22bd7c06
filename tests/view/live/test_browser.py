"""The live view in a real browser: a click pushes the robot, and is written down."""

import os
import threading
import time

import numpy as np
import pytest
import yaml

from relaywalk.scenario.scenario import Scenario
from relaywalk.simulation.loop import RunSegment, simulate
from relaywalk.simulation.replay import verify
from relaywalk.view.live.controls import Controls
from relaywalk.view.live.page import Page
from relaywalk.view.live.viewer import Viewer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
if not os.environ.get("CI"):  # which must have it
    pytest.importorskip("viser", reason="viser is not installed")
CHEST = (637, 345)  # where a new visitor sees it in a window of 1280 by 800 [px]
PATIENCE = 60.0  # on a machine without a graphics card [s]


class Noting(Controls):
    """Notes that there was a push."""

    def __init__(self):
        super().__init__(np.inf)
        self.pushed = threading.Event()

    def push(self, push):
        super().push(push)
        self.asked = push
        self.pushed.set()


def test_a_click_pushes_and_the_run_repeats(browser, tmp_path):
    scenario = Scenario.load("stand").with_overrides({"engine": "mujoco"})
    controls, told = Noting(), []
    page = Page(controls, 8460)
    viewer = Viewer(page, controls, lambda *_: None)
    controls.step(5)  # so that all is drawn, and then nothing happens

    def run():
        segment = RunSegment(end=0.2)
        told.append(
            simulate(scenario, tmp_path / "run", segment=segment, operator=viewer)
        )

    running = threading.Thread(target=run)
    running.start()
    try:
        browser.visit(page.address, 1280, 800)
        begun = time.monotonic()
        while not controls.pushed.is_set() and time.monotonic() < begun + PATIENCE:
            browser.click(*CHEST)
            browser.run("new Promise(done => setTimeout(done, 1000))")
        assert all(
            page.address in url or url.startswith(("data:", "blob:"))
            for url in browser.requests
        )
    finally:
        controls.pause(False)
        running.join()
        page.close()
    assert told[0].outcome == "interrupted"
    written = yaml.safe_load((tmp_path / "run" / "scenario.yaml").read_text())
    push = written["actors"]["robot"]["pushes"][0]
    assert push["time"] == pytest.approx(0.012)  # the next control period
    assert np.hypot(*push["impulse"][:2]) == pytest.approx(10.0, abs=0.01)
    assert push["impulse"] == list(controls.asked.impulse)
    assert verify(tmp_path / "run", tmp_path / "again").identical
