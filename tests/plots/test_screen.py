"""Windows: opened where they can be, refused with a way out where not."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from relaywalk.errors import MissingDependency
from relaywalk.plots import _screen


def test_without_a_display_there_is_a_way_out(monkeypatch):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(plt, "switch_backend", refuse)
    with pytest.raises(MissingDependency, match="--format png"):
        _screen.open_screen()


def test_the_first_library_that_works_is_taken(monkeypatch):
    tried = []

    def refuse_all_but_tk(name):
        tried.append(name)
        if name != "tkagg":
            raise ImportError(name)

    monkeypatch.setattr(plt, "switch_backend", refuse_all_but_tk)
    _screen.open_screen()
    assert tried[-1] == "tkagg"


def test_every_figure_has_its_window_when_shown(monkeypatch):
    plt.switch_backend("agg")
    plt.close("all")  # others in this process may have left some
    seen = {}

    def shown():
        for number in plt.get_fignums():
            manager = plt.figure(number).canvas.manager
            seen[manager.canvas.figure] = manager.canvas.figure.canvas is manager.canvas

    monkeypatch.setattr(plt, "show", shown)
    figures = {"one": Figure(), "two": Figure()}
    _screen.show(figures)
    assert seen == {figures["one"]: True, figures["two"]: True}
    assert plt.get_fignums() == []
