"""Whether two runs of one scenario are the same, and where not, by how much."""

from collections.abc import Iterator

import numpy as np

from relaywalk.recording.recording import Recording
from relaywalk.runs.result import Result

WALK, SPAN = "carry", 1.0  # phase and its first seconds that are compared [s]
KINDS = {
    "joint position": ("position", "rad"),
    "joint torque": ("torque", "N·m"),
    "base position": ("base.x base.y base.z", "m"),
}
STEPS = ".steps"


def sameness(before, after):
    """Return in lines what two run folders have in common.

    The bits of all channels; where they differ, since when, and by how much in the
    first second of walking; the events always.
    """
    results = Result.read(before), Result.read(after)
    recordings = Recording.open(before), Recording.open(after)
    if results[0].fingerprint == results[1].fingerprint:
        lines = [f"the same bits, fingerprint {results[0].fingerprint[:12]}"]
    else:
        lines = [*_bits(*recordings), *_first_second(results, *recordings)]
    return [*lines, *_events(results, recordings)]


def _bits(before: Recording, after: Recording) -> Iterator[str]:
    """Yield which channels differ, and since when."""
    for word, one, two in (("without", before, after), ("new", after, before)):
        if only := [name for name in one.numeric if name not in two.numeric]:
            yield f"{word}: {_some(only)}"
    if len(before) != len(after):
        yield f"rows: {len(before)} and {len(after)}"
    both = [name for name in before.numeric if name in after.numeric]
    first = _first_rows(before, after, both)
    if not first:
        yield f"the same bits in all {len(both)} channels of both"
        return
    row = min(first.values())
    here = [name for name, found in first.items() if found == row]
    yield (
        f"not the same bits: {len(first)} of {len(both)} channels differ, "
        f"from t = {before.time[row]:.3f} s on: {_some(here)}"
    )


def _first_rows(
    before: Recording, after: Recording, names: list[str]
) -> dict[str, int]:
    """Return channel → the first row in which it differs; not those that do not."""
    rows, found = min(len(before), len(after)), {}
    for name, one, two in zip(
        names, before.columns(names), after.columns(names), strict=True
    ):
        odd = one[:rows].view(np.uint64) != two[:rows].view(np.uint64)
        if odd.any():
            found[name] = int(odd.argmax())
    return found


def _first_second(
    results: tuple[Result, Result], before: Recording, after: Recording
) -> Iterator[str]:
    """Yield the largest differences in the first second of each actor's walk."""
    for phase in results[0].phases:
        if phase.phase != WALK:
            continue
        begin, end = np.searchsorted(
            before.time, [phase.start, phase.start + SPAN], side="right"
        )
        rows = np.arange(begin, end)
        if not _side_by_side(before, after, rows):
            yield f"{phase.actor}: rows of its first second of {WALK} differ in time"
            continue
        found = (_largest(phase.actor, kind, before, after, rows) for kind in KINDS)
        yield f"{phase.actor}, first second of {WALK}, at most: {', '.join(found)}"


def _side_by_side(before: Recording, after: Recording, rows: np.ndarray) -> bool:
    """Say whether some rows are of the same times in both."""
    if len(rows) == 0 or rows[-1] >= len(after):
        return False
    return np.allclose(before.time[rows], after.time[rows], rtol=0.0, atol=1e-9)


def _largest(
    actor: str, kind: str, before: Recording, after: Recording, rows: np.ndarray
) -> str:
    """Return the largest difference of a kind of channel, and which one's it is."""
    ends, unit = KINDS[kind]
    names = [
        name
        for name, channel in before.channels.items()
        if name.startswith(f"{actor}.")
        and name.endswith(tuple(f".{end}" for end in ends.split()))
        and channel.unit == unit
        and name in after.channels
    ]
    gaps = np.abs(before.matrix(names, rows) - after.matrix(names, rows)).max(axis=0)
    worst = int(gaps.argmax())
    return f"{kind} {gaps[worst]:.2g} {unit} ({names[worst]})"


def _events(
    results: tuple[Result, Result], recordings: tuple[Recording, Recording]
) -> Iterator[str]:
    """Yield whether outcome, phases, handovers and steps are the same."""
    kinds = {
        "outcomes": [result.outcome for result in results],
        "phases": [result.phases for result in results],
        "handovers": [
            [(h.giver, h.receiver, h.start, h.end, h.outcome) for h in result.handovers]
            for result in results
        ],
        "steps": [_steps(recording) for recording in recordings],
    }
    odd = [kind for kind, (one, two) in kinds.items() if one != two]
    for kind in odd:
        yield f"{kind} differ: {_difference(*kinds[kind])}"
    if not odd:
        yield f"the same events: {', '.join(kinds)}"


def _steps(recording: Recording) -> list[tuple[str, float]]:
    """Return who stepped and when [s], of all who count their steps."""
    return [
        (name.removesuffix(STEPS), float(time))
        for name in recording.numeric
        if name.endswith(STEPS)
        for time in recording.time[1:][np.diff(recording[name]) > 0.0]
    ]


def _difference(one, two) -> str:
    """Return the first of two lists' entries that differ; words as they are."""
    if isinstance(one, str):
        return f"{one} → {two}"
    for before, after in zip(one, two, strict=False):
        if before != after:
            return f"{before} → {after}, the first of {len(one)} and {len(two)}"
    return f"{len(one)} → {len(two)}"


def _some(names: list[str]) -> str:
    """Return a few names, and how many more there are."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
