"""All that is wrong is found at once; a rule speaks only of good parts."""

from functools import partial

import pytest
from pydantic import ValidationError

from relaywalk.errors import CardError, ScenarioError
from relaywalk.schema.faults import Refusals, all_done, below, rule
from relaywalk.schema.quantity import Frozen, refusal
from relaywalk.schema.validation import Violation, violations


class Span(Frozen):
    low: int
    high: int

    @rule
    def _in_order(self) -> Refusals:
        if self.low > self.high:
            yield refusal("at most high", ("low",), value=self.low)

    @rule
    def _even(self) -> Refusals:
        for key in ("low", "high"):
            if getattr(self, key) % 2:
                yield refusal("an even number", (key,), value=getattr(self, key))


class Longer(Span):
    spans: tuple[Span, ...] = ()

    @rule
    def _even(self) -> Refusals:
        yield from ()


def faults(kind, data):
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(data)
    return violations(caught.value)


def test_every_rule_yields_all_that_it_refuses():
    assert faults(Span, {"low": 5, "high": 3}) == [
        Violation(("low",), 5, "at most high"),
        Violation(("low",), 5, "an even number"),
        Violation(("high",), 3, "an even number"),
    ]


def test_rules_wait_until_the_fields_are_good():
    found = faults(Span, {"low": 5, "high": "x", "width": 1})
    assert [fault.path for fault in found] == [("width",), ("high",)]


def test_a_rule_of_the_same_name_takes_the_place_of_the_bases():
    assert Longer(low=1, high=3).high == 3
    assert [fault.path for fault in faults(Longer, {"low": 3, "high": 1})] == [("low",)]


def test_faults_of_parts_have_their_whole_path():
    spans = [{"low": 0, "high": 2}, {"low": 4, "high": 2}, {"low": 1}]
    found = faults(Longer, {"low": "x", "high": 2, "spans": spans})
    assert [fault.path for fault in found] == [
        ("low",),
        ("spans", 1, "low"),
        ("spans", 2, "high"),
    ]


def test_refusals_of_a_part_become_those_of_the_whole():
    (found,) = below(("a", 1), iter([refusal("b", ("c",), value=3)]))
    assert found.context == {"allowed": "b", "path": ("a", 1, "c"), "value": 3}


def fail(kind, message):
    raise kind(message)


def test_calls_are_all_made_and_no_fault_is_said_twice():
    said = ["a\nb", "b\nc"]
    with pytest.raises(CardError) as caught:
        all_done(CardError, [partial(fail, CardError, text) for text in said])
    assert str(caught.value) == "a\nb\nc"
    assert all_done(CardError, [lambda: 1, lambda: 2]) == [1, 2]


def test_an_error_of_another_kind_ends_it():
    with pytest.raises(ScenarioError, match="x"):
        all_done(CardError, [partial(fail, ScenarioError, "x")])
