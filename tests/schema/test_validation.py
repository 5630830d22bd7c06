"""One message for whatever is wrong, with the place in the document."""

import pytest
from pydantic import BaseModel

from relaywalk.errors import ScenarioError
from relaywalk.schema import strict_yaml
from relaywalk.schema.quantity import Frozen, refusal
from relaywalk.schema.validation import validated


class Inner(Frozen):
    count: int


class Outer(Frozen):
    inner: dict[str, Inner]


class Plain(BaseModel):
    word: str


def refused(kind, text):
    with pytest.raises(ScenarioError) as caught:
        validated(kind, strict_yaml.parse(text, "f.yaml"))
    return str(caught.value)


def test_a_good_document_becomes_a_value():
    document = strict_yaml.parse("inner: {a: {count: 3}}", "f.yaml")
    assert validated(Outer, document).inner["a"].count == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inner:\n  a:\n    count: x\n", "f.yaml:3: inner.a.count: x: input should be"),
        (
            "inner:\n  a:\n    cuont: 1\n",
            "f.yaml:2: inner.a.count: (missing): field required\n"
            "f.yaml:3: inner.a.cuont: 1: unknown key; allowed: count",
        ),
        ("inner:\n  a: {}\n", "f.yaml:2: inner.a.count: (missing): field required"),
        ("- a\n", "f.yaml:1: document: ['a']: a mapping with the keys inner"),
    ],
)
def test_the_message_has_line_field_value_and_what_is_allowed(text, message):
    assert refused(Outer, text).startswith(message)


def test_a_model_of_pydantics_own_is_explained_too():
    said = refused(Plain, "word: 3")
    assert said == "f.yaml:1: word: 3: input should be a valid string"


def test_braces_in_what_is_allowed_are_harmless():
    assert "(a)" in str(refusal("one of {a}"))
