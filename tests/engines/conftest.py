"""Fixtures of the engine tests."""

from collections.abc import Callable, Iterator

import pytest
from bodies import ENGINES, make_engine

from relaywalk.engines import Engine, Scene


@pytest.fixture(params=ENGINES)
def build(request) -> Iterator[Callable[..., Engine]]:
    """Build scenes in one engine; all are closed at the end."""
    made = []

    def build_one(**scene) -> Engine:
        made.append(make_engine(request.param, Scene(**{"props": {}, **scene})))
        return made[-1]

    yield build_one
    for engine in made:
        engine.close()
