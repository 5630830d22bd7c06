"""Two states of the code side by side: each a folder of its own, of git's files."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKING_TREE = "working tree"


def check_out(commit: str, folder: Path, root: Path = ROOT) -> str:
    """Write the files of a commit, or of the working tree, into a folder.

    Args:
        commit: Anything that git knows, or WORKING_TREE: with what is not committed,
            without what is ignored.
        folder: To be made.
        root: Of the repository.

    Returns:
        The name to show: the commit's short hash and subject.

    Raises:
        SystemExit: There is no such commit.
    """
    folder.mkdir(parents=True)
    if commit == WORKING_TREE:
        _copy(folder, root)
        return WORKING_TREE
    name = git(root, "log", "-1", "--format=%h %s", f"{commit}^{{commit}}").decode()
    packed = git(root, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return name.strip()


def git(root: Path, *arguments: str) -> bytes:
    """Return what git prints.

    Raises:
        SystemExit: It refuses.
    """
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, check=False, capture_output=True)
    if done.returncode:
        raise SystemExit(f"git: {done.stderr.decode().strip()}")
    return done.stdout


def _copy(folder: Path, root: Path) -> None:
    """Copy the files of the working tree, so that edits do not reach a run."""
    listed = git(root, "ls-files", "-z", "-co", "--exclude-standard").decode()
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():  # not one that is deleted
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
