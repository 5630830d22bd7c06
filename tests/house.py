"""The house in figures: `python -m tests.house` counts layers, circles, loose modules.

A circle is a ring of files or folders side by side that import each other, imports for
type checkers and those inside functions included. It fails where there is one, or where
too many modules lie loose at the top of the package.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp
from importlinter import api

ROOT = Path(__file__).parents[1]
PACKAGE = "relaywalk"
MAXIMUM_LOOSE = 12  # modules at the top, besides __init__ and __main__


def layers(root: Path) -> int:
    """Return how many layers the import contract of a checkout has."""
    contracts = api.read_configuration(str(root / "pyproject.toml"))
    return sum(len(c.get("layers", ())) for c in contracts["contracts_options"])


def loose(root: Path, package: str = PACKAGE) -> list[str]:
    """Return the names of the modules that lie in no room, sorted."""
    stems = (path.stem for path in (root / "sim" / package).glob("*.py"))
    return sorted(stem for stem in stems if not stem.startswith("__"))


def circles(root: Path, package: str = PACKAGE) -> list[tuple[str, ...]]:
    """Return the rings of modules that import each other, each sorted.

    Args:
        root: Of the checkout; its `sim` is read, whatever is installed.
        package: Import name.
    """
    sys.path.insert(0, str(root / "sim"))
    graph = grimp.build_graph(
        package, exclude_type_checking_imports=False, cache_dir=None
    )
    parents = sorted(m for m in graph.modules if graph.find_children(m))
    return [ring for parent in parents for ring in rings(siblings(graph, parent))]


def siblings(graph: grimp.ImportGraph, parent: str) -> dict[str, set[str]]:
    """Return who of a package's `__init__` and its members imports whom of them."""
    depth = parent.count(".") + 2

    def member(module: str) -> str:
        return ".".join(module.split(".")[:depth])

    inside = {parent, *graph.find_descendants(parent)}
    found: dict[str, set[str]] = {member(module): set() for module in inside}
    for module in inside:
        for imported in graph.find_modules_directly_imported_by(module) & inside:
            if member(imported) != member(module):
                found[member(module)].add(member(imported))
    return found


def rings(arrows: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield each largest group of nodes of which every one leads to every other."""
    ahead = {node: _reached(arrows, node) for node in arrows}
    seen: set[str] = set()
    for node in sorted(arrows):
        ring = {other for other in ahead[node] if node in ahead[other]}
        if ring and node not in seen:
            seen |= ring
            yield tuple(sorted(ring))


def _reached(arrows: Mapping[str, set[str]], start: str) -> set[str]:
    """Return all nodes to which arrows lead from one, itself only around a ring."""
    found: set[str] = set()
    ahead = list(arrows[start])
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead.extend(arrows[node])
    return found


def main(root: Path = ROOT) -> int:
    """Print the figures of a checkout; return the exit status."""
    found, modules = circles(root), loose(root)
    for ring in found:
        sys.stdout.write(f"circle: {', '.join(ring)}\n")
    sys.stdout.write(
        f"{layers(root)} layers, {len(found)} circles, "
        f"{len(modules)} loose modules (at most {MAXIMUM_LOOSE})\n"
    )
    return 1 if found or len(modules) > MAXIMUM_LOOSE else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
