"""Find the heaviest torch that the robot still carries, and what gives way first."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relaywalk.experiments.payload import PayloadResult


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from relaywalk.cli._variant_options import add_variant_arguments

    add_variant_arguments(parser)
    for name, default, what in (
        ("low", 1.0, "lightest torch tried"),
        ("high", 8.0, "heaviest torch tried"),
        ("tolerance", 0.1, "gap left between carried and not carried"),
    ):
        parser.add_argument(
            f"--{name}",
            type=float,
            default=default,
            metavar="KG",
            help=f"{what} (default {default:g})",
        )


def execute(arguments: argparse.Namespace) -> int:
    """Bisect; say the limit and what gave way; 1 if nothing was carried."""
    from relaywalk.cli._variant_options import experiment_folder, told
    from relaywalk.cli.run import chosen_scenario
    from relaywalk.experiments.payload import Range, find_payload
    from relaywalk.experiments.variants import torch_name

    search = Range(arguments.low, arguments.high, arguments.tolerance)
    scenario = chosen_scenario(arguments)
    torch_name(scenario)
    out = experiment_folder(arguments.out, "payload", scenario)
    found = find_payload(scenario, search, out, told(quiet=arguments.quiet))
    for line in lines(found):
        print(line)
    print(out)
    return 1 if found.limit.heaviest is None else 0


def lines(found: "PayloadResult") -> "Iterator[str]":
    """Yield what was tried, the limit, and what gave way."""
    for mass, trial in sorted(found.trials.items()):
        yield f"{mass:g} kg: {trial.result.outcome}: {trial.result.reason}"
    heaviest, failing = found.limit.heaviest, found.limit.failing
    if heaviest is None:
        yield f"not even {failing:g} kg is carried"
    else:
        yield f"heaviest torch carried: {heaviest:g} kg"
    if failing is None:
        yield "nothing gave way: try a higher --high"
        return
    yield f"what gave way with {failing:g} kg, first things first:"
    for time, what, detail in found.gave_way:
        yield f"  {time:7.2f} s  {what}: {detail}"
    if not found.gave_way:
        yield "  nothing that the recording shows; see the reason above"
