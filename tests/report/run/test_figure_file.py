"""A figure's file is whole or not there."""

import pytest

from relaywalk import plots
from relaywalk.report.run import figure_file
from relaywalk.report.run.figure_file import figure_path, write_figure


def test_a_figure_that_cannot_be_saved_leaves_no_file(
    make_run, plain_plots, monkeypatch
):
    def half(path, *_, **__):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    run = make_run(2)
    figure_path(run.folder, "cop").parent.mkdir()
    write_figure(run, "cop")
    before = figure_path(run.folder, "cop").read_bytes()
    monkeypatch.setattr(figure_file, "imsave", half)
    with pytest.raises(OSError, match="No space"):
        write_figure(run, "cop")
    assert figure_path(run.folder, "cop").read_bytes() == before
    assert [p.name for p in (run.folder / "plots").iterdir()] == ["cop.png"]


def test_what_fails_is_printed_across(make_run, monkeypatch):
    printed = []
    monkeypatch.setattr(
        figure_file.failure,
        "print_across",
        lambda figure, failed: printed.append(failed),
    )
    run = make_run(2)
    figure_path(run.folder, "cop").parent.mkdir()
    write_figure(run, "cop", ["an oracle"])
    write_figure(run, "torch_pose")
    assert printed == [["an oracle"]]
    assert set(plots.plot_names()) > {"cop", "torch_pose"}
