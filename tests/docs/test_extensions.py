"""What the site adds to Sphinx."""

import pytest
from tests.docs.commands import assert_shown, check, commands
from tests.docs.yaml_blocks import contains, is_ci, merged

sphinx = pytest.importorskip("sphinx.testing.util", reason="Sphinx 9 needs Python 3.11")


@pytest.fixture
def built(tmp_path):
    """Return a function: text of a page → its HTML, made with our extensions."""

    def build(text):
        (tmp_path / "index.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
        ours = ["myst_parser", "mathml", "generated", "snippets"]
        settings = {"extensions": ours, "myst_enable_extensions": ["dollarmath"]}
        (tmp_path / "conf.py").write_text("", encoding="utf-8")
        app = sphinx.SphinxTestApp(srcdir=tmp_path, confoverrides=settings)
        try:
            app.build()
            assert app.warning.getvalue() == ""
        finally:
            app.cleanup()
        return (app.outdir / "index.html").read_text("utf-8")

    return build


def test_formulas_are_mathml(built):
    page = built("Within $x^2$ and\n\n$$ \\frac{a}{b} $$\n")
    assert "<msup>" in page
    assert '<div class="formula"><math' in page
    assert "MathJax" not in page  # a script that would draw them


def test_what_is_not_run_says_so(built):
    page = built("```{checked} two hours\n$ relaywalk run stand\n```\n")
    assert "check its arguments and do not run it: two hours." in page
    page = built("```{untried} it needs ROS\n:language: text\n\nros2\n```\n")
    assert "Not tried by the tests of this page: it needs ROS." in page


def test_what_is_generated_stands_in_the_page(built):
    page = built("```{generated} modules relaywalk.phases\n```\n")
    assert "hand_over" in page
    assert "generated" not in page.partition("<body")[2].partition("</main")[0]


def test_commands_have_words_and_what_is_shown():
    first, second = commands("$ a 'b c' \\\n  d  # why\nout\n$ echo $?\n1\n")
    assert (first.words, first.shown) == (("a", "b c", "d"), ("out",))
    assert (second.words, second.shown) == (("echo", "$?"), ("1",))


def test_what_is_shown_must_be_in_the_output_in_order():
    assert_shown(["a … c", "d"], "x\na  b c\ny\nd\n")
    with pytest.raises(AssertionError, match="d"):
        assert_shown(["d", "a"], "a\nd\n")


@pytest.mark.parametrize(
    "line",
    [
        "relaywalk run stand --no-such-option",
        "relaywalk run no_such_scenario",
        "relaywalk run stand --set terrain.friction=-1",
        "make no_such_target",
        "python no_such_file.py",
        "pip install relaywalk[no_such_extra]",
        "rosbag play x",
    ],
)
def test_wrong_arguments_are_found(line):
    with pytest.raises(Exception, match=r"no|friction|rosbag"):
        check(line.split())


def test_a_piece_is_put_into_a_whole():
    base = {"a": {"b": 1, "c": 2}, "t": {"kind": "plane", "slope": 0.1}}
    piece = {"a": {"b": 3}, "t": {"kind": "tiles"}}
    assert merged(base, piece) == {"a": {"b": 3, "c": 2}, "t": {"kind": "tiles"}}
    assert contains(base, {"a": {"c": 2}})
    assert not contains(base, {"a": {"c": 3}})
    assert is_ci(".github/workflows/x.yml")
    assert not is_ci("x.yml")
