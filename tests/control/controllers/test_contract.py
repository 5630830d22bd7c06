"""Every file in `control/controllers/` keeps the contract; so does an added one."""

import pytest
from tests.control.controllers import contract

from relaywalk.control.controllers import controller_class
from relaywalk.errors import ScenarioError, UnknownName
from relaywalk.scenario.controller_entry import ControllerEntry, controllers_of

KINDS = ControllerEntry.kinds()
TOY = "hold_posture"


@pytest.fixture
def trial():
    """Return a function: kind, card → a controller that moves a body."""
    made = []

    def make(kind, card):
        made.append(contract.Trial(kind, card))
        return made[-1]

    yield make
    for one in made:
        one.stage.engine.close()


@pytest.fixture
def toy(add_toy):
    """Add a controller by one file; return its keyword."""
    add_toy(contract.PACKAGE, TOY)
    return TOY


def name(check):
    return check.__name__


@pytest.mark.parametrize("check", contract.CHECKS, ids=name)
@pytest.mark.parametrize(("kind", "card"), contract.cases(KINDS))
def test_controllers(trial, kind, card, check):
    check(trial(kind, card))


@pytest.mark.parametrize("check", contract.CHECKS, ids=name)
@pytest.mark.parametrize("card", contract.BODIES)
def test_a_controller_in_one_file(trial, toy, card, check):
    check(trial(toy, card))


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_whom_it_can_drive(kind):
    bases = contract.bases(kind)
    assert bases
    assert {*bases} <= {"floating", "guided"}


def test_every_body_has_a_controller():
    assert {card for _, card in contract.cases(KINDS)} == {*contract.BODIES}


def test_the_folder_is_the_list(toy):
    assert toy not in KINDS
    assert (*sorted((*KINDS, toy)),) == ControllerEntry.kinds()
    assert toy in controllers_of("floating")
    assert toy in controllers_of("guided")


def test_what_was_added_for_a_test_is_gone_after_it():
    assert ControllerEntry.kinds() == KINDS
    with pytest.raises(UnknownName, match=r"no controller named.*dcm_qp, guided"):
        controller_class(TOY)


def test_a_toys_gains_are_validated_like_any_others(toy):
    entry = ControllerEntry.model_validate({"kind": toy, "stiffness": 4.0})
    assert (entry.params.stiffness, entry.params.damping) == (4.0, 0.01)
    with pytest.raises(ScenarioError, match=r"stiffness.*100"):
        contract.scene(f"{toy}, stiffness: 1e6", "kuavo_4_pro")
