"""The page of a sweep in a real browser: on its own, and on a phone."""

import pytest
from tests.report.sweep.sweep_folders import make_sweep

from relaywalk.report.sweep.sweep_page import sweep_report

pytestmark = pytest.mark.browser
LOADED = "[...document.images].every(i => i.complete && i.naturalWidth > 0)"


def test_the_page_is_whole_at_every_width(tmp_path, browser):
    page = sweep_report(make_sweep(tmp_path, "success_rate.wilson_low >= 0.97"))
    for width in (1280, 360):
        browser.open(page, width)
        assert browser.run(LOADED)
        assert browser.run("document.documentElement.scrollWidth") <= width
        asked = [u for u in browser.requests if not u.startswith("data:")]
        assert asked == [page.as_uri()]
