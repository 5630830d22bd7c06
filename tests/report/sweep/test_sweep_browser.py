"""The page of a sweep in a real browser: on its own, and on a phone."""

import os

import pytest
from tests.report.browser import Browser, executable
from tests.report.sweep.sweep_folders import make_sweep

from relaywalk.report.sweep.sweep_page import sweep_report

pytestmark = pytest.mark.browser
LOADED = "[...document.images].every(i => i.complete && i.naturalWidth > 0)"


@pytest.fixture
def browser(tmp_path_factory):
    """Return a browser; only a machine of CI must have one."""
    if executable() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed: apt-get install chromium")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


def test_the_page_is_whole_at_every_width(tmp_path, browser):
    page = sweep_report(make_sweep(tmp_path, "success_rate.wilson_low >= 0.97"))
    for width in (1280, 360):
        browser.open(page, width)
        assert browser.run(LOADED)
        assert browser.run("document.documentElement.scrollWidth") <= width
        asked = [u for u in browser.requests if not u.startswith("data:")]
        assert asked == [page.as_uri()]
