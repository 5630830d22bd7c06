"""A recording of two actors and a torch, every number of it drawn at random."""

import numpy as np
import pytest

from relaywalk.recording.export._excerpt import Excerpt

ROWS = 57


def random_poses(rng, rows):
    """Return positions and unit quaternions (rows, 7)."""
    poses = rng.normal(size=(rows, 7))
    poses[:, 3:] /= np.linalg.norm(poses[:, 3:], axis=1, keepdims=True)
    return poses


def random_motion(motion, card, rng, rows):
    """Return a motion whose every number differs."""
    n = len(card.joints)
    return motion(
        base=random_poses(rng, rows),
        twist=rng.normal(size=(rows, 6)),
        position=rng.normal(size=(rows, n)),
        velocity=rng.normal(size=(rows, n)),
        torque=rng.normal(size=(rows, n)),
        wrench=rng.normal(size=(rows, n, 6)),
        contact={name: rng.normal(size=(rows, 6)) for name in card.contact_frames},
        phase=lambda row: "stand" if row < 20 else "carry",
    )


@pytest.fixture
def recorded(record, motion, two_link, human, torch):
    """Return the recording and its cards: `robot` floats, `giver` is guided."""
    rng = np.random.default_rng(3)
    cards = {"robot": two_link, "giver": human}
    moves = {n: random_motion(motion, card, rng, ROWS) for n, card in cards.items()}
    poses = {"torch": random_poses(rng, ROWS)}
    return record(cards, ROWS, moves, {"torch": torch}, poses), cards


@pytest.fixture
def excerpt(recorded) -> Excerpt:
    """Return the whole recording."""
    return Excerpt.of(*recorded)
