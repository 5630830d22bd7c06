"""Which versions made a sweep: those of all runs that left a result."""

from tests.analysis.sweeps.made_tables import sweep_table
from tests.made_results import write_result

from relaywalk.runs.sweep_versions import versions_of


def test_each_version_is_named_once_and_runs_without_a_result_are_passed_over(tmp_path):
    table = sweep_table(["success", "fell", "success", "killed"])
    folders = [tmp_path / str(run) for run in table.columns["folder"]]
    for folder, numpy in zip(folders, ("2.3", "2.2", "2.3"), strict=False):
        folder.mkdir(parents=True)
        write_result(folder, versions={"numpy": numpy})
    assert versions_of(tmp_path, table) == {"numpy": ("2.2", "2.3")}
