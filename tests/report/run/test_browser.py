"""The page in a real browser: sorted, seen, on its own, and on a phone."""

import pytest
from jinja2 import Environment, FileSystemLoader

from relaywalk.report.run.page import TEMPLATES
from relaywalk.report.run.tables import Cell, Section

pytestmark = pytest.mark.browser
LOADED = "[...document.images].every(i => i.complete && i.naturalWidth > 0)"
COLUMN = "[...document.querySelectorAll('.sortable tbody tr')].map(r => r.cells[{}].{})"
WIDTHS = (360, 768, 1280, 1600)  # of windows [px]
# What is seen and reaches beyond the window, or is cut off by what contains it.
CUT = """[...document.querySelectorAll("body *")].filter((e) => {
  const {width, left, right} = e.getBoundingClientRect();
  return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
}).map((e) => e.outerHTML.slice(0, 80))"""
SHOWN = "[...document.querySelectorAll('#loads tbody tr')].filter(r => r.offsetHeight)"
CHOOSE = """(() => {{
  const select = document.querySelectorAll(".asked select")[{}];
  select.value = "{}";
  select.dispatchEvent(new Event("change"));
}})()"""
OFFERED = "[...document.querySelectorAll('.asked select')[{}].options].map(o => o.text)"
HEADINGS = "[...document.querySelectorAll('#loads th')].filter(h => h.offsetWidth)"
HEAD = "document.querySelectorAll('.sortable th')[{}]"


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
    check_columns(browser, 17)
    for width in WIDTHS:
        browser.open(page, width, 740)
        assert browser.run("innerWidth") == width
        assert browser.run("document.documentElement.scrollWidth") <= width
        assert browser.run(LOADED)
        assert browser.run(CUT) == [], width
    browser.open(page, 360, 740)
    for group in browser.run(OFFERED.format(0)):
        browser.run(CHOOSE.format(0, group))
        check_columns(browser, 6)
        assert browser.run(CUT) == [], group


def check_columns(browser, most):
    """The table shows so many columns at most, and more than the joints' names."""
    assert 2 <= browser.run(f"{HEADINGS}.length") <= most


def test_joints_are_asked_for_by_their_actor(tmp_path, browser):
    """The page's own template, with a table of two actors."""
    rows = [(Cell("knee, left"), Cell("5", 5.0)), (Cell("elbow"), Cell("7", 7.0))]
    groups, owners = ("", "use"), ["robot", "human"]
    section = Section("Joint loads", ("joint", "x"), rows, "", 1, groups, owners)
    browser.open(written(tmp_path, section), 1280)
    assert browser.run(OFFERED.format(0)) == ["robot", "human", "all 2"]
    for owner, joints in (
        ("robot", ["knee, left"]),
        ("human", ["elbow"]),
        ("all 2", ["knee, left", "elbow"]),
    ):
        browser.run(CHOOSE.format(0, owner))
        assert browser.run(SHOWN + ".map(r => r.cells[0].textContent)") == joints
    browser.run(CHOOSE.format(0, "human"))
    browser.run(f"{HEAD.format(1)}.firstElementChild.click()")
    assert browser.run(SHOWN + ".length") == 1


def written(folder, section):
    """Return a page that holds one table, as the report's template writes it."""
    environment = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    table = environment.get_template("table.html").module.table(section)
    script = (TEMPLATES / "page.js").read_text("utf-8")
    page = folder / "table.html"
    text = f"<section id=loads>{table}</section><script>{script}</script>"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8>{text}", "utf-8")
    return page


def check_sorting(browser):
    """Each click turns the order; words sort too; the keyboard does it as well."""
    head, shown = HEAD.format(10), COLUMN.format(10, "dataset.value")
    browser.run(f"{head}.firstElementChild.click()")
    falling = [float(value) for value in browser.run(shown)]
    assert falling == sorted(falling, reverse=True)
    assert browser.run(f"{head}.ariaSort") == "descending"
    browser.run(f"{head}.firstElementChild.focus()")
    browser.press("Enter")
    rising = [float(value) for value in browser.run(shown)]
    assert rising == falling[::-1] != falling
    assert browser.run(f"{head}.ariaSort") == "ascending"
    browser.run(f"{HEAD.format(0)}.firstElementChild.click()")
    names = browser.run(COLUMN.format(0, "textContent"))
    assert names[0] < names[-1]
    marked = "document.querySelectorAll('.sortable [aria-sort]').length"
    assert browser.run(marked) == 1


def check_body_map(browser):
    """A joint that is reached tells its figures."""
    browser.run("document.querySelector('.joint').focus()")
    told = browser.run("document.querySelector('.readout').textContent")
    assert "hip roll, left (leg_l1_joint): peak" in told
