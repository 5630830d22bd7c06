"""What there is, read from the folders that are the lists."""

from dataclasses import fields

from reference.markdown import code, paragraphs, sentence, table
from relaywalk import plots, registry
from relaywalk.oracles import oracle_names
from relaywalk.planning.gait import GaitParameters
from relaywalk.robots.catalogue import robot_card
from relaywalk.scenario.scenario import Scenario, scenario_names
from relaywalk.schema.described import attributes

ROBOTS = ("kuavo_4_pro", "kuavo_5")


def modules(package: str) -> str:
    """Return a table of the modules of a package: name and what it is."""
    rows = [[code(name), _summary(package, name)] for name in registry.modules(package)]
    return table(("name", "what it is"), rows)


def scenarios() -> str:
    """Return a table of the scenarios."""
    rows = [[code(n), Scenario.load(n).description] for n in scenario_names()]
    return table(("name", "what happens"), rows)


def plots_of_a_run() -> str:
    """Return what every plot shows, which options it takes, what it rests on."""
    return "\n\n".join(_plot(name) for name in plots.plot_names())


def gaits() -> str:
    """Return a table of the figures of the gait: default, and of each robot."""
    from relaywalk.robots.gait_entry import GaitEntry

    said = attributes(GaitEntry)
    of = [robot_card(robot).gait.changes() for robot in ROBOTS]
    rows = [
        [
            code(f.name),
            f"{f.default:g}",
            *(f"{c.get(f.name, f.default):g}" for c in of),
            sentence(said[f.name]),
        ]
        for f in fields(GaitParameters)
    ]
    return table(("figure", "default", *ROBOTS, "meaning"), rows)


def _plot(name: str) -> str:
    """Return what is said of a plot."""
    options = [code(f"--{option.replace('_', '-')}") for option in plots.takes(name)]
    oracles = plots.rests_on(name)
    named = ", ".join(map(code, oracle_names() if oracles is None else oracles))
    return paragraphs(
        f"(plot-{name})=\n## {name}",
        sentence(_summary(plots.__name__, name)),
        plots.caption(name),
        f"Options: {', '.join(options) or 'none'}. Rests on: {named or 'no oracle'}.",
    )


def _summary(package: str, name: str) -> str:
    """Return the first line of a module's docstring."""
    text = registry.module(package, name).__doc__ or ""
    return text.strip().splitlines()[0]
