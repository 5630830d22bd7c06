"""The catalogue of bodies: each folder in `models/` holds a card."""

from functools import lru_cache
from pathlib import Path

from relaywalk import paths, registry
from relaywalk.robots.card import RobotCard, load_robot_card


def model_names() -> tuple[str, ...]:
    """Return the bodies there are: robots, the human, the torch."""
    return registry.names(paths.models(), "/card.yaml")


def card_path(card: str) -> Path:
    """Return the file of a card.

    Args:
        card: Name of a model, or path of a `card.yaml`.

    Raises:
        ValueError: There is none; the message says what there is.
    """
    if card.endswith((".yaml", ".yml")):
        path = Path(card)
        if not path.is_file():
            raise ValueError("a card file that exists")
        return path
    available = model_names()
    if card not in available:
        raise ValueError(
            "a model or a CARD.yaml; the models are: " + ", ".join(available)
        )
    return paths.models() / card / "card.yaml"


def robot_card(card: str) -> RobotCard:
    """Return a robot's card; a file is read once until it changes.

    Args:
        card: Name of a model, or path of a `card.yaml`.

    Raises:
        ValueError: There is none; the message says what there is.
        CardError: It is wrong.
    """
    path = card_path(card)
    return _card_as_of(path, path.stat().st_mtime_ns)


@lru_cache
def _card_as_of(path: Path, _changed: int) -> RobotCard:
    """Return the card that a file holds since it was changed [ns]."""
    return load_robot_card(path)
