"""The page is one file, and fetches nothing."""

import re

import pytest

from relaywalk.view.replay.page import BUNDLE, write_page, write_replay
from relaywalk.view.replay.scene import packed


def test_the_page_has_all_in_it(shared_run, tmp_path):
    page = write_replay(shared_run(60), tmp_path / "out.html")
    text = page.read_text(encoding="utf-8")
    assert "<title>relay_5m: replay</title>" in text
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=\"(?!data:)", text)
    assert "default-src 'none'" in text
    assert text.count("</script>") == 2  # no text within a script ends it
    assert (BUNDLE / "replay.js").read_text(encoding="utf-8")[:1000] in text


def test_a_title_is_text(shared_run, tmp_path):
    page = write_page(tmp_path / "out.html", packed(shared_run(60)), "<b>&</b>")
    assert "<title>&lt;b&gt;&amp;&lt;/b&gt;</title>" in page.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_named(shared_run, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_replay(shared_run(60), tmp_path / "nowhere" / "out.html")
