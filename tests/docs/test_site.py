"""The built site: no warning, no dead link, nothing loaded from elsewhere."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from tests.docs.snippets import DOCS, PAGES, ROOT

LOADS = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}
WIDTHS = (360, 1280)
WIDER = (
    "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
    " - window.innerWidth"
)
FILE = re.compile(r"`((?:docs|examples|models|scenarios|schemas|sim|tests)/[^` ]+)`")


class Page(HTMLParser):
    """What a page links to, loads, and can be linked to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.links, self.loads, self.anchors = path, [], [], {""}
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        said = dict(attrs)
        self.anchors |= {said[key] for key in ("id", "name") if said.get(key)}
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        for loader, key in LOADS:
            if tag == loader and said.get(key):
                self.loads.append(said[key])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the built site; a warning is an error."""
    pytest.importorskip("sphinx", reason="Sphinx 9 needs Python 3.11")
    out = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    done = subprocess.run(
        [*build, "-d", str(out / "trees"), str(DOCS), str(out / "html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out / "html"


@pytest.fixture(scope="module")
def pages(site):
    """Return address → page, of the whole site."""
    return {path.resolve(): Page(path) for path in site.rglob("*.html")}


def external(address):
    """Say whether an address leads out of the site."""
    return re.match(r"[a-z]+:", address) is not None


def test_every_page_is_in_the_site(site):
    for page in PAGES:
        assert (site / page.relative_to(DOCS)).with_suffix(".html").is_file()


def test_no_link_is_dead(pages):
    for page in pages.values():
        for link in (*page.links, *page.loads):
            if external(link):
                continue
            address, anchor = urldefrag(unquote(link).partition("?")[0])
            target = (page.path.parent / address).resolve() if address else page.path
            assert target.exists(), f"{page.path}: {link}"
            if target in pages:
                assert anchor in pages[target].anchors, f"{page.path}: {link}"


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for page in pages.values():
        assert not any(map(external, page.loads)), page.path
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", sheet.read_text())


def test_formulas_are_drawn_by_the_browser(pages):
    text = next(p for p in pages if p.name == "joint_loads.html").read_text("utf-8")
    assert "<math" in text
    assert "$$" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page):
    for name in FILE.findall(page.read_text("utf-8")):
        found = re.sub(r"<\w+>", "*", name).partition("…")[0]
        assert any(ROOT.glob(found.rstrip("/"))), name


@pytest.mark.browser
def test_no_page_is_wider_than_its_window(site, pages, browser):
    for page in pages:
        browser.open(page, WIDTHS[0])
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1}
            browser.call("Emulation.setDeviceMetricsOverride", mobile=False, **size)
            assert browser.run(WIDER) <= 0, f"{page} at {width} px"
        local = ("file:", "data:")
        assert all(asked.startswith(local) for asked in browser.requests)
        assert browser.complaints == []
