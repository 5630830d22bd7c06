"""The oracles of a run, measured once and kept in its folder."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relaywalk import oracles, registry
from relaywalk.engines._distribution import version
from relaywalk.oracles import OracleResult
from relaywalk.recording.file_names import ORACLES
from relaywalk.robots.card import PropCard, RobotCard
from relaywalk.scenario.bodies import load_cards

if TYPE_CHECKING:
    from relaywalk.runs.run import Run

# what an oracle's value depends on, apart from libraries, bodies and the recording
CODE = ("analysis", "engines", "oracles", "robots")
ORDER = ("body", "engine", "run")  # of the scopes, in a table
NOT_INSTALLED = "not installed"


@dataclass(frozen=True)
class Examination:
    """What the oracles found.

    Attributes:
        engine: Keyword of the run's engine.
        version: Of that engine where the oracles were run.
        version_of_run: Of that engine where the run was made; empty if unknown.
        results: All of them, also those not run.
    """

    engine: str
    version: str
    version_of_run: str
    results: tuple[OracleResult, ...]

    @cached_property
    def worst(self) -> tuple[OracleResult, ...]:
        """One result an oracle: of the body or actor nearest to, or over, its bar."""
        found: dict[str, OracleResult] = {}
        for result in self.results:
            best = found.get(result.oracle.name)
            if best is None or _weight(result) > _weight(best):
                found[result.oracle.name] = result
        return tuple(sorted(found.values(), key=lambda r: ORDER.index(r.oracle.scope)))

    def failed(self, names: Collection[str] | None) -> list[OracleResult]:
        """Return the results that do not hold.

        Args:
            names: Of the oracles that count; None for every one.
        """
        return [result for result in self._of(names) if result.holds is False]

    def not_run(self, names: Collection[str] | None) -> list[OracleResult]:
        """Return the results of oracles that could not be run.

        Args:
            names: Of the oracles that count; None for every one.
        """
        return [result for result in self._of(names) if result.holds is None]

    def _of(self, names: Collection[str] | None) -> list[OracleResult]:
        """Return the results of some oracles, or of every one."""
        return [r for r in self.worst if names is None or r.oracle.name in names]


def examine(run: "Run") -> Examination:
    """Return what the oracles say of a run, from its folder where they did before.

    What was kept counts only while engine, libraries, code, bodies and recording
    are the same.
    """
    scenario = run.scenario
    cards, props = load_cards(scenario)
    key = _key(run, cards, props)
    path = run.folder / ORACLES
    results = _kept(path, key)
    if results is None:
        results = oracles.measure_all(scenario.engine, cards, props, run.recording)
        _store(path, key, results)
    of_run = run.result.versions.get("engine", "")
    return Examination(scenario.engine, key["engine version"], of_run, results)


def _weight(result: OracleResult) -> tuple[bool, float]:
    """Return by what a result outranks another of the same oracle."""
    return result.value is not None, result.fraction


def _key(
    run: "Run", cards: dict[str, RobotCard], props: dict[str, PropCard]
) -> dict[str, str]:
    """Return all that the results depend on."""
    recording = run.recording.path.stat()
    bodies: list[RobotCard | PropCard] = [*cards.values(), *props.values()]
    files = [path for card in bodies for path in (card.path, card.urdf_path)]
    changes = "".join(f"{name}{prop.mass!r}" for name, prop in props.items())
    for name, card in cards.items():
        changes += f"{name}{card.mass_scale}{card.joint_friction}"
        changes += f"{card.fixed}{card.length_scale}"
    return {
        "engine": run.scenario.engine,
        "engine version": _version(run.scenario.engine),
        "pinocchio": _version("pin"),
        "bodies": _digest(files, changes),
        "code": _digest(code()),
        "recording": f"{recording.st_size} {recording.st_mtime_ns}",
    }


def code() -> list[Path]:
    """Return the files on which an oracle's value depends."""
    package = Path(__file__).parents[2]
    return [
        path for folder in CODE for path in sorted((package / folder).rglob("*.py"))
    ]


def _version(library: str) -> str:
    """Return the version of a library here."""
    try:
        return version(library)
    except metadata.PackageNotFoundError:
        return NOT_INSTALLED


def _digest(paths: Iterable[Path], more: str = "") -> str:
    """Return a digest of files and a text."""
    digest = hashlib.sha256(more.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept(path: Path, key: dict[str, str]) -> tuple[OracleResult, ...] | None:
    """Return the results that a file holds for a key, if it does."""
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        return tuple(_read(entry) for entry in kept["results"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(entry: dict[str, Any]) -> OracleResult:
    """Return one result of the file."""
    oracle = registry.module(oracles.__name__, entry["name"]).ORACLE
    return OracleResult(oracle, entry["of"], entry["value"], entry["note"])


def _store(path: Path, key: dict[str, str], results: tuple[OracleResult, ...]) -> None:
    """Write the results; bar and verdict too, for whoever reads the file."""
    entries = [
        {
            "name": result.oracle.name,
            "of": result.of,
            "value": result.value,
            "bar": result.oracle.bar,
            "unit": result.oracle.unit,
            "holds": result.holds,
            "note": result.note,
            "meaning": result.oracle.meaning,
        }
        for result in results
    ]
    text = json.dumps({"key": key, "results": entries}, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
