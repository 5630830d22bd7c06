"""Both sides of a comparison are copies of git's files."""

import subprocess

import pytest
from tests.speed.checkout import WORKING_TREE, check_out, git


@pytest.fixture
def repository(tmp_path):
    """Return a repository with one commit, and changes on top of it."""
    root = tmp_path / "repository"
    (root / "sim").mkdir(parents=True)
    (root / "sim" / "code.py").write_text("one")
    (root / "gone.py").write_text("one")
    (root / ".gitignore").write_text("runs/\n")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    who = ("-c", "user.name=a", "-c", "user.email=a@b")
    git(root, "add", ".")
    git(root, *who, "commit", "--quiet", "-m", "Say one")
    (root / "sim" / "code.py").write_text("two")
    (root / "sim" / "new.py").write_text("new")
    (root / "gone.py").unlink()
    (root / "runs").mkdir()
    (root / "runs" / "large").write_text("large")
    return root


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_commit_is_as_it_was_committed(repository, tmp_path):
    name = check_out("HEAD", tmp_path / "out", repository)
    was = {"sim/code.py": "one", "gone.py": "one", ".gitignore": "runs/\n"}
    assert files(tmp_path / "out") == was
    assert name.endswith(" Say one")


def test_the_working_tree_is_what_lies_there_but_what_git_ignores(repository, tmp_path):
    check_out(WORKING_TREE, tmp_path / "out", repository)
    now = {"sim/code.py": "two", "sim/new.py": "new", ".gitignore": "runs/\n"}
    assert files(tmp_path / "out") == now


def test_an_unknown_commit_is_refused_by_its_name(repository, tmp_path):
    with pytest.raises(SystemExit, match="nowhere"):
        check_out("nowhere", tmp_path / "out", repository)
