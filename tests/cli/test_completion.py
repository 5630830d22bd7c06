"""The script completes commands, options, names and files, in a real bash."""

import builtins
import subprocess
import sys

import pytest

from relaywalk import cli
from relaywalk.cli.completion import SHELLS, script

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_relaywalk
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    """Return what bash offers for the last of some words."""
    folder = tmp_path_factory.mktemp("bash")
    path = folder / "completion.bash"
    path.write_text(script(cli.parser(), "bash"), encoding="utf-8")
    (folder / "mine.yaml").touch()

    def offered(*words):
        command = ["bash", "-c", ASK, "bash", path, "relaywalk", *words]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=folder
        )
        return done.stdout.split()

    return offered


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (("ver",), ["verify"]),
        (("run", "relay_5"), ["relay_5m", "relay_5m_left"]),
        (("run", "mi"), ["mine.yaml"]),
        (("run", "stand", "--eng"), ["--engine"]),
        (("run", "stand", "--engine", "m"), ["mujoco"]),
        (("run", "stand", "--robot", "kuavo_5"), ["kuavo_5"]),
        (("list", "sc"), ["scenarios"]),
        (("check", "mi"), ["mine.yaml"]),
        (("sweep", "handover_"), ["handover_benchmark", "handover_faults"]),
        (("sweep", "mi"), ["mine.yaml"]),
    ],
)
def test_bash_offers_what_can_stand_there(bash, words, offers):
    assert bash(*words) == offers


@pytest.mark.parametrize("shell", SHELLS)
def test_every_script_knows_commands_and_names(capsys, shell):
    assert cli.main(["completion", shell]) == 0
    shown = capsys.readouterr().out
    for word in ("verify", "relay_100m", "kuavo_4_pro", "joint_torque"):
        assert word in shown


def test_without_the_library_one_message_says_what_to_install(monkeypatch, capsys):
    real = builtins.__import__

    def absent(name, *rest):
        if name == "shtab":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "shtab", raising=False)
    monkeypatch.setattr(builtins, "__import__", absent)
    assert cli.main(["completion", "bash"]) == 2
    assert "pip install shtab" in capsys.readouterr().err
