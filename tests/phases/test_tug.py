"""A tug needs somewhere to go."""

import pytest

from relaywalk.phases._tug import Tug


def test_a_tug_without_a_direction_is_refused():
    with pytest.raises(ValueError, match="a direction"):
        Tug(direction=(0.0, 0.0, 0.0))
