"""What the tests share: the engines that are installed."""

from importlib.util import find_spec

import pytest


@pytest.fixture(params=[name for name in ("mujoco", "pybullet") if find_spec(name)])
def engine_name(request):
    return request.param
