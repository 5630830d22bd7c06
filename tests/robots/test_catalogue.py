"""The catalogue of bodies: names, files, and cards read once until they change."""

import os
import shutil
from pathlib import Path

import pytest

from relaywalk import paths
from relaywalk.errors import CardError
from relaywalk.robots.catalogue import card_path, model_names, robot_card

TWO_LINK = Path(__file__).parents[1] / "models" / "two_link" / "card.yaml"


def test_each_folder_with_a_card_is_a_model():
    assert model_names() == ("human", "kuavo_4_pro", "kuavo_5", "torch")
    for name in model_names():
        assert card_path(name) == paths.models() / name / "card.yaml"


def test_a_path_is_taken_as_it_is():
    assert card_path(str(TWO_LINK)) == TWO_LINK


@pytest.mark.parametrize("name", ["nobody", "", "../models/human", "human/card"])
def test_what_is_no_model_is_told_those_there_are(name):
    with pytest.raises(
        ValueError, match=r"a model or a CARD\.yaml; the models are: hum"
    ):
        card_path(name)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ValueError, match="a card file that exists"):
        card_path(str(tmp_path / "card.yaml"))
    with pytest.raises(ValueError, match="a card file that exists"):
        robot_card(str(tmp_path / "card.yaml"))


def test_a_card_is_read_once_until_its_file_changes(tmp_path):
    path = Path(shutil.copy(TWO_LINK, tmp_path))
    first = robot_card(str(path))
    assert robot_card(str(path)) is first
    path.write_text(path.read_text("utf-8").replace("floating", "guided"), "utf-8")
    os.utime(path, ns=(1, 1))
    assert (first.base, robot_card(str(path)).base) == ("floating", "guided")


def test_a_torch_is_no_robot():
    with pytest.raises(CardError, match=r"torch.card\.yaml:"):
        robot_card("torch")
