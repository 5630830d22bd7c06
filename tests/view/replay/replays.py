"""Reads what a replay holds, as the page does."""

import json
import zlib

import numpy as np


def unpacked(content: bytes):
    """Return the head and, run by run, channel → values."""
    plain = zlib.decompress(content)
    start = 4 + int.from_bytes(plain[:4], "little")
    head, runs = json.loads(plain[4:start]), []
    for run in head["runs"]:
        size = 2 * run["samples"] * len(run["tracks"])
        runs.append(values(run["tracks"], plain[start : start + size], run["samples"]))
        start += size
    assert start == len(plain)
    return head, runs


def values(tracks, data, samples):
    """Return channel → values (samples,) of tracks."""
    planes = np.frombuffer(data, np.uint8).reshape(len(tracks), 2, samples).astype(int)
    folded = planes[:, 0] | planes[:, 1] << 8
    numbers = np.cumsum((folded >> 1) ^ -(folded & 1), axis=1)
    found = {}
    for track, row in zip(tracks, numbers, strict=True):
        found[track["name"]] = (track["first"] + row) * track["resolution"]
        for first, last in track["gaps"]:
            found[track["name"]][first : last + 1] = np.nan
    return found
