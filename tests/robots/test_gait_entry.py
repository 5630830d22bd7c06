"""The gait of a card or a scenario: every figure may be changed, by its name."""

from dataclasses import fields

from relaywalk.planning.gait import GaitParameters
from relaywalk.robots.gait_entry import GaitEntry


def test_it_has_the_figures_of_a_gait():
    assert list(GaitEntry.model_fields) == [f.name for f in fields(GaitParameters)]


def test_what_is_null_is_left_to_the_card():
    assert GaitEntry().changes() == {}
    assert GaitEntry(lean=0.0, turn=0.1).changes() == {"turn": 0.1, "lean": 0.0}


def test_the_default_figures_are_allowed():
    for field in fields(GaitParameters):
        GaitEntry(**{field.name: field.default})
