"""Nothing drifts in silence: short runs are what they were when last looked at."""

import runpy
from pathlib import Path

import pytest

golden = runpy.run_path(str(Path(__file__).parent / "golden" / "__main__.py"))
REGENERATE = "meant? then 'python -m tests.golden', and say why in the commit"


@pytest.mark.parametrize("case", golden["cases"](), ids="-".join)
def test_a_run_is_what_it_was(case):
    was, now = golden["read"](case), golden["simulated"](case)
    (here,) = now.machines
    known = was.digests_on(here.versions)
    gaps = f"{REGENERATE}\n{golden['differences'](was, now)}"

    assert list(was.physics) == list(now.physics)
    moved = golden["moved"](was, now)
    assert not moved, f"{', '.join(moved)} moved; {gaps}"
    assert all(len(m.digests) == len(here.digests) for m in was.machines)
    if known is not None:  # the same processor and libraries
        pairs = zip(known, here.digests, strict=True)
        odd = [block * golden["BLOCK"] for block, (a, b) in enumerate(pairs) if a != b]
        assert not odd, f"the bits differ from row {odd[0]} on; {gaps}"
