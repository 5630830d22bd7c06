"""The page in a real browser: sorted, seen, on its own, and on a phone."""

import os

import pytest
from tests.report.browser import Browser, executable

pytestmark = pytest.mark.browser
LOADED = "[...document.images].every(i => i.complete && i.naturalWidth > 0)"
COLUMN = "[...document.querySelectorAll('.sortable tbody tr')].map(r => r.cells[{}].{})"
HEAD = "document.querySelectorAll('.sortable th')[{}]"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return a browser; only a machine of CI must have one."""
    if executable() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed: apt-get install chromium")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture
def page(make_run, oracles_say, plain_plots, browser):
    oracles_say()
    return make_run(60).report()


def test_the_page_in_a_browser(page, browser):
    """One page serves all claims: a browser is slow."""
    browser.open(page, 1280)
    assert browser.run("document.images.length") >= 8
    assert browser.run(LOADED)
    assert [u for u in browser.requests if not u.startswith("data:")] == [page.as_uri()]
    check_sorting(browser)
    check_body_map(browser)
    browser.open(page, 360, 740)
    assert browser.run("innerWidth") == 360
    assert browser.run("document.documentElement.scrollWidth") <= 360
    assert browser.run(LOADED)


def check_sorting(browser):
    """Each click turns the order; words sort too; the keyboard does it as well."""
    head, shown = HEAD.format(6), COLUMN.format(6, "dataset.value")
    browser.run(f"{head}.firstElementChild.click()")
    falling = [float(value) for value in browser.run(shown)]
    assert falling == sorted(falling, reverse=True)
    assert browser.run(f"{head}.ariaSort") == "descending"
    browser.run(f"{head}.firstElementChild.focus()")
    browser.press("Enter")
    rising = [float(value) for value in browser.run(shown)]
    assert rising == falling[::-1] != falling
    assert browser.run(f"{head}.ariaSort") == "ascending"
    browser.run(f"{HEAD.format(1)}.firstElementChild.click()")
    names = browser.run(COLUMN.format(1, "textContent"))
    assert names[0] < names[-1]
    marked = "document.querySelectorAll('.sortable [aria-sort]').length"
    assert browser.run(marked) == 1


def check_body_map(browser):
    """A joint that is reached tells its figures."""
    browser.run("document.querySelector('.joint').focus()")
    told = browser.run("document.querySelector('.readout').textContent")
    assert "leg_l1_joint: peak" in told
