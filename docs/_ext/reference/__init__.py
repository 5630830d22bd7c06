"""The reference, made at build time from the code: nothing of it is written by hand.

A block of a page that says `generated` and a name becomes Markdown before it is read.
"""

import re
from collections.abc import Callable, Mapping

from reference import commands, files, recorded, registries

BLOCK = re.compile(r"^```\{generated\} (?P<name>\w+)(?: (?P<of>\S+))?\n```$", re.M)
GENERATORS: Mapping[str, Callable[..., str]] = {
    "channels": recorded.channels,
    "commands": commands.reference,
    "file": files.reference,
    "gaits": registries.gaits,
    "joints": recorded.joints,
    "modules": registries.modules,
    "plots": registries.plots_of_a_run,
    "scenarios": registries.scenarios,
}


def expanded(text: str) -> str:
    """Return a page with all that is generated in it.

    Raises:
        KeyError: It asks for what nothing generates.
    """
    return BLOCK.sub(_generated, text)


def _generated(block: re.Match[str]) -> str:
    """Return what stands in the place of one block."""
    arguments = [block["of"]] if block["of"] else []
    return GENERATORS[block["name"]](*arguments)
