"""YAML of a page: a whole file, or a piece of one that is put into a good one."""

from pathlib import Path

import yaml
from tests.docs.commands import check, commands
from tests.docs.snippets import ROOT

from relaywalk.cli.check import kind_of
from relaywalk.scenario.check import check_bodies
from relaywalk.scenario.randomisation import Randomisation
from relaywalk.scenario.scenario import Scenario
from relaywalk.schema import strict_yaml
from relaywalk.schema.strict_yaml import Document
from relaywalk.schema.validation import validated
from relaywalk.sweep.definition import Definition
from relaywalk.sweep.suite import Suite

WHOLE = {
    Scenario: "scenarios/relay_5m.yaml",
    Definition: "examples/balance_gains.yaml",
    Suite: "scenarios/sweeps/handover_faults.yaml",
    Randomisation: "scenarios/randomisation/push_randomisation.yaml",
}
FLAME, FLAMES = "scenarios/flame_pass_100m.yaml", {"light", "pass_flame"}
RELAY, ROBOTS = "scenarios/relay_4x25m.yaml", ("first", "second", "third", "fourth")
OBJECTS = ROOT / "docs" / "reference" / "every_block.yaml"
NAMED = ("actors", "base", "link")  # a file with a name and one of these is whole
CARDS = [
    strict_yaml.read(path, aliases=True).data
    for folder in ("models", "docs")
    for path in sorted((ROOT / folder).rglob("card.yaml"))
]


def check_piece(text, folder):
    """Check a piece of a file: put into a shipped one, it must be good.

    Args:
        text: The piece; a list is a script.
        folder: Where it may be written.
    """
    piece = strict_yaml.parse(text, "page").data
    if isinstance(piece, list):
        piece = {"actors": {"robot": {"script": piece}}}
    path = folder / "piece.yaml"
    path.write_text(strict_yaml.dump(piece), encoding="utf-8")
    kind = kind_of(path)
    if kind not in WHOLE:
        assert any(contains(card, piece) for card in CARDS), text
        return
    is_whole = "name" in piece and set(NAMED) & set(piece)
    data = piece if is_whole else merged(_around(kind, piece), piece)
    whole = Document("page", data)
    if kind is not Scenario:
        validated(kind, whole)
        return
    scenario = Scenario.written(whole, ROOT / "scenarios").scenario
    if is_whole:
        check_bodies(scenario)


def _around(kind, piece):
    """Return the shipped file that a piece is put into."""
    if kind is Scenario and FLAMES & {p.get("kind") for p in _phases(piece)}:
        return strict_yaml.read(ROOT / FLAME).data
    base = strict_yaml.read(ROOT / WHOLE[kind]).data
    if kind is Scenario and set(piece.get("actors", {})) & set(ROBOTS):
        base = strict_yaml.read(ROOT / RELAY).data
        # the others wait for what these do
        known = {*piece["actors"], "giver"}
        base["actors"] = {n: a for n, a in base["actors"].items() if n in known}
    if "receiver" not in piece.get("actors", {}):
        base.get("actors", {}).pop("receiver", None)  # it waits for what a robot does
    if "holds" in piece.get("actors", {}).get("robot", {}):
        base["actors"].pop("giver")  # nobody else holds the torch
    if kind is Scenario and "props" in piece:
        receive = base["actors"]["robot"]["script"][1]
        receive["prop"] = "torch"  # there may be others now
    if "objects" in piece:
        base["objects"] = strict_yaml.read(OBJECTS).data["objects"]
    return base


def _phases(piece):
    """Yield the phases of a piece."""
    for actor in piece.get("actors", {}).values():
        yield from actor.get("script", ())


def contains(whole, piece):
    """Say whether a piece stands in a whole."""
    if isinstance(piece, dict) and isinstance(whole, dict):
        return all(k in whole and contains(whole[k], v) for k, v in piece.items())
    return whole == piece


def merged(base, piece):
    """Return a mapping with what a piece of it says; what has a kind is replaced."""
    if not (isinstance(base, dict) and isinstance(piece, dict)) or "kind" in piece:
        return piece
    return {**base, **{k: merged(base.get(k), v) for k, v in piece.items()}}


def check_ci(text):
    """Check the commands of a CI job's file."""
    for line in strings(yaml.safe_load(text)):
        for command in commands("\n".join(f"$ {part}" for part in line.splitlines())):
            check(command.words)


def strings(data, under=""):
    """Yield the commands: what stands under `run` or `script`."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value, under)
    elif under in ("run", "script"):
        yield data


def is_ci(file):
    """Say whether a file is that of a CI job."""
    return Path(file).parts[:1] and Path(file).parts[0] in (".github", ".gitlab-ci.yml")
