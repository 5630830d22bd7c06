"""The replay in a real browser: it moves as recorded, and shows what was measured."""

from dataclasses import replace

import numpy as np
import pytest
from tests.report.browser import Browser

from relaywalk.analysis.kinematics import pose_of
from relaywalk.robots.free_body import FreeBody
from relaywalk.robots.urdf import link_names
from relaywalk.types import RobotState
from relaywalk.view.replay import demo
from relaywalk.view.replay.page import write_replay
from relaywalk.view.replay.sampling import sampled_rows

pytestmark = pytest.mark.browser
KNEE = "leg_r4"
SKY = [247, 248, 250]  # what is seen where nothing is
NO_WEBGL = """
const flat = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind === "2d" ? flat.call(this, kind, ...rest) : null;
};"""
WAIT = "new Promise(done => setTimeout(done, {}))"
SEEKS = """
[...Array(15).keys()].map((i) => {
  const start = performance.now();
  relaywalkReplay.seek(1 + 1.1 * i);
  return performance.now() - start;
})"""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Return the page of the shipped relay."""
    return demo.write_demo(tmp_path_factory.mktemp("demo") / "demo.html")


def opened(browser, page, width=1280, height=800):
    """Open a page and wait until it can be asked."""
    browser.open(page, width, height)
    assert browser.run("relaywalkReplay.ready")


def state(browser):
    return browser.run("relaywalkReplay.state()")


def test_it_stands_alone_and_complains_of_nothing(browser, shipped):
    opened(browser, shipped)
    browser.run("relaywalkReplay.seek(5)")
    assert browser.run("relaywalkReplay.drawn()")[:3] != SKY  # the robot is there
    assert browser.requests == [shipped.as_uri()]
    assert browser.complaints == []


def test_links_are_where_pinocchio_has_them(browser, shared_run, tmp_path):
    run = shared_run(60)
    opened(browser, write_replay(run, tmp_path / "out.html"))
    for row in sampled_rows(run.recording)[[0, 7, 19, -1]]:
        browser.run(f"relaywalkReplay.seek({run.recording.time[row]})")
        for actor, card in run.cards.items():
            body, now = FreeBody(card), recorded(run, actor, row)
            for link in link_names(card):
                position, rotation = body.placement(now, link)
                pose = shown(browser, actor, link)
                np.testing.assert_allclose(pose[:3, 3], position, atol=3e-4)
                np.testing.assert_allclose(pose[:3, :3], rotation, atol=5e-4)


def shown(browser, actor, link):
    """Return the transform (4, 4) of a link on the page."""
    pose = browser.run(f"relaywalkReplay.linkPose('{actor}', '{link}')")
    return np.array(pose).reshape(4, 4)


def recorded(run, actor, row):
    """Return an actor's state in a row of the recording."""
    joints = [f"{actor}.{name}.position" for name in run.cards[actor].joints]
    position = run.recording.matrix(joints)[row]
    base = pose_of(run.recording, f"{actor}.base")[row]
    still = RobotState(0.0, base, np.zeros(6), position, np.zeros(len(joints)))
    return replace(still, time=float(run.recording.time[row]))


def test_it_plays_and_the_camera_follows_until_let_go(browser, shipped):
    opened(browser, shipped)
    browser.run("relaywalkReplay.seek(11)")
    before = browser.run("relaywalkReplay.camera()")
    browser.run("document.querySelector('.replay-play').click()")
    while state(browser)["time"] < 12.0:
        browser.run(WAIT.format(100))
    browser.run("document.querySelector('.replay-play').click()")
    assert not state(browser)["playing"]
    after = browser.run("relaywalkReplay.camera()")
    moved = np.subtract(after["target"], before["target"])
    np.testing.assert_allclose(moved, np.subtract(after["eye"], before["eye"]))
    assert moved[0] > 0.3
    browser.run("document.querySelector('.replay-camera input').click()")
    browser.run("relaywalkReplay.seek(11)")
    assert browser.run("relaywalkReplay.camera()") == after


def test_a_tap_on_the_knee_shows_its_curves_at_the_moment(browser, shipped):
    opened(browser, shipped)
    browser.run("relaywalkReplay.seek(12)")
    browser.run("relaywalkReplay.drawn()")
    browser.click(*browser.run(f"relaywalkReplay.pixel('robot', '{KNEE}_link')"))
    assert state(browser)["joint"] == f"robot.{KNEE}_joint"
    assert browser.run("document.querySelector('.replay-panel select').value") == (
        f"robot/{KNEE}_joint"
    )
    assert browser.run("document.querySelectorAll('.replay-chart canvas').length") == 4
    browser.run(WAIT.format(50))
    check_cursor(browser, 12.0)
    browser.run("document.querySelector('.replay-zooms button:last-child').click()")
    browser.run(WAIT.format(50))
    check_cursor(browser, 12.0)


def check_cursor(browser, time):
    """The cursor of every plot is at a time [s] of what is seen of it."""
    start, end = browser.run("relaywalkReplay.seen()")
    places = browser.run("""[...document.querySelectorAll('.u-over')].map((over) => {
        const inside = over.getBoundingClientRect();
        const line = over.querySelector('.replay-cursor').getBoundingClientRect();
        return ((line.left + line.right) / 2 - inside.left) / inside.width;
    })""")
    np.testing.assert_allclose(places, 4 * [(time - start) / (end - start)], atol=0.005)


def test_the_figure_shown_is_the_one_recorded(browser, shared_run, tmp_path):
    run = shared_run(60)
    opened(browser, write_replay(run, tmp_path / "out.html"))
    browser.run(f"relaywalkReplay.choose('robot', '{KNEE}_joint')")
    row = sampled_rows(run.recording)[13]
    browser.run(f"relaywalkReplay.seek({run.recording.time[row]})")
    for kind in ("torque", "velocity", "fz", "mx"):
        name = f"robot.{KNEE}_joint.{kind}"
        said = browser.run(f"relaywalkReplay.value('{name}')")
        span = np.ptp(run.recording[name])
        assert said == pytest.approx(run.recording[name][row], abs=span / 8000)
    told = browser.run("document.querySelector('.replay-facts dd').textContent")
    torque = run.recording[f"robot.{KNEE}_joint.torque"][row]
    assert told == f"{torque:.2f} N·m".replace("-", "−")


def test_the_time_line_scrubs_and_steps(browser, shipped):
    opened(browser, shipped)
    left, width, top = browser.run("""(() => {
        const r = document.querySelector('.replay-lanes').getBoundingClientRect();
        return [r.left, r.width, r.top];
    })()""")
    end = float(
        browser.run("document.querySelector('.replay-timeline').ariaValueMax") or 0.0
    )
    browser.click(left + 0.5 * width, top + 10.0)
    middle = state(browser)
    assert middle["time"] == pytest.approx(0.5 * end, abs=0.01 * end)
    browser.run("document.querySelector('[aria-label^=\"one sample on\"]').click()")
    row = state(browser)["row"]
    browser.run("document.querySelector('[aria-label^=\"one sample back\"]').click()")
    assert state(browser)["row"] == row - 1
    # what the page itself does for it; pictures follow as fast as they can be drawn
    assert np.median(browser.run(SEEKS)) < 100.0  # [ms]


def test_dragging_is_drawn_coarser_where_no_card_draws_and_finely_at_rest(
    browser, shipped
):
    opened(browser, shipped)
    width = "document.querySelector('.replay-scene canvas').width"
    page = browser.run("document.querySelector('.replay-scene canvas').clientWidth")
    browser.run(WAIT.format(600))
    assert browser.run(width) == page
    # in one go: a busy machine may take longer to ask than the picture stays coarse
    assert (
        browser.run(f"""(async () => {{
        const widths = [];
        relaywalkReplay.seek(3);
        for (let frame = 0; frame < 4; frame++) {{
            await new Promise(requestAnimationFrame);
            widths.push({width});
        }}
        return Math.min(...widths);
    }})()""")
        == page // 2
    )
    browser.run(WAIT.format(1200))
    assert browser.run(width) == page


def test_it_fits_a_phone(browser, shipped):
    opened(browser, shipped, 360, 740)
    assert browser.run("document.documentElement.scrollWidth") <= 360
    heights = browser.run("""[...document.querySelectorAll('.replay button')]
        .map((b) => b.getBoundingClientRect().height)""")
    assert min(heights) >= 40.0
    assert browser.complaints == []


def test_a_ghost_goes_along(browser, shared_run, tmp_path):
    page = write_replay(shared_run(60), tmp_path / "out.html", shared_run(40))
    opened(browser, page)
    assert "ghost: relay_5m" in browser.run(
        "document.querySelector('.replay-legend').textContent"
    )
    assert "ghost" in browser.run(
        "document.querySelector('.replay-values').textContent"
    )
    browser.run("relaywalkReplay.seek(0.55)")  # the ghost has ended by then
    assert browser.complaints == []


def test_without_webgl_the_curves_are_there(tmp_path_factory, browser, shipped):
    """`browser` is asked for, since it skips the test where there is none."""
    poor = Browser(tmp_path_factory.mktemp("poor"))
    try:
        poor.first(NO_WEBGL)
        opened(poor, shipped)
        assert "no WebGL" in poor.run(
            "document.querySelector('.replay-none').textContent"
        )
        assert poor.run("document.querySelectorAll('.replay-chart canvas').length") == 4
    finally:
        poor.close()
