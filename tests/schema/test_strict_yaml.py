"""YAML without surprises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaywalk.errors import ScenarioError
from relaywalk.schema import strict_yaml


def refusal(text):
    with pytest.raises(ScenarioError) as caught:
        strict_yaml.parse(text, "f.yaml")
    return str(caught.value)


def test_every_part_knows_its_line():
    document = strict_yaml.parse("a: 1\nb:\n  - c: 2\n  - {d: 3}\n", "f.yaml")
    assert document.data == {"a": 1, "b": [{"c": 2}, {"d": 3}]}
    assert document.line(("b", 1, "d")) == 4
    assert document.line(("b", 0, "missing")) == 3
    assert document.line(()) == 1


def test_a_duplicate_key_is_refused_with_both_lines():
    assert refusal("a: 1\nb: 2\na: 3\n").startswith("f.yaml:3: a: a: a key once only")
    assert "line 1" in refusal("a: 1\nb: 2\na: 3\n")


def test_an_alias_is_refused_before_it_expands():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert refusal(bomb).startswith("f.yaml:2: alias: *a: YAML aliases are not allowed")


def test_where_aliases_are_taken_a_bomb_is_still_refused():
    good = strict_yaml.parse("a: &a {x: 1}\nb: *a\n", "f.yaml", aliases=True)
    assert good.data["b"] == {"x": 1}
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 9):
        lines.append(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]")
    with pytest.raises(ScenarioError, match="values at most"):
        strict_yaml.parse("\n".join(lines), "f.yaml", aliases=True)
    with pytest.raises(ScenarioError):
        strict_yaml.parse("a: &a [*a]", "f.yaml", aliases=True)


@pytest.mark.parametrize(
    "text",
    [
        *("a: [", "a: b: c", "\x00\x01", "!!python/object:os.system {}", "1: 2"),
        *("[" * 5000, "a: " + "9" * 5000, "? [a]\n: b", "a: 2001-99-99", "<<: 3"),
        "- a\n--- b\n--- c",
    ],
)
def test_what_is_not_ours_is_one_message(text):
    message = refusal(text)
    assert message.startswith("f.yaml:")
    assert "\n" not in message


def test_an_exponent_without_a_point_is_a_number():
    assert strict_yaml.parse("a: 1e-3", "f.yaml").data == {"a": 0.001}


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\xff\xfe", b"a: 1\nb: \xff"])
def test_a_binary_file_is_refused(tmp_path, content):
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    with pytest.raises(ScenarioError, match=r"f\.yaml:\d+: file: byte 0x.*UTF-8"):
        strict_yaml.read(path)


def test_a_file_too_large_or_missing_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="No such file"):
        strict_yaml.read(tmp_path / "f.yaml")
    (tmp_path / "f.yaml").write_bytes(b" " * (strict_yaml.LARGEST + 1))
    with pytest.raises(ScenarioError, match="at most"):
        strict_yaml.read(tmp_path / "f.yaml")


@given(st.text(max_size=200))
def test_any_text_is_a_document_or_one_message(text):
    try:
        strict_yaml.parse(text, "f.yaml")
    except ScenarioError as error:
        assert str(error).startswith("f.yaml:")
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    "text", ["a\x85b", "\u2028", "x\u2029", "one\ntwo", "é 'x': #y", ""]
)
def test_text_is_read_back_as_it_was(text):
    assert strict_yaml.parse(strict_yaml.dumped({"text": text}), "it.yaml").data == {
        "text": text
    }


def test_what_is_no_yaml_is_named():
    assert "'\\t' that cannot start" in refusal("a:\n\t- 1\n")
