"""What `relaywalk` alone says: what it can do, and what to try first."""

from collections.abc import Mapping

TEXT = """\
relaywalk {version}: a humanoid takes a torch, walks and hands it over, under real \
physics.
It says what every joint must bear.

Try first:
  relaywalk demo               a relay to look at, in the browser, within seconds
  relaywalk run stand          two seconds of standing, and a report of its loads
  relaywalk run relay_5m       take the torch, walk 5 m, hand it over
  relaywalk list joints        the robot's joints, as people name them
  relaywalk list scenarios     what else can be run
A run says where its report.html is: open it in a browser.

Commands:
{commands}

A beginning is enough where only one name has it: 'relaywalk l sc' lists scenarios.
'relaywalk COMMAND --help' explains a command; 'relaywalk completion bash' completes
names with the Tab key.
"""


def welcome(version: str, commands: Mapping[str, str]) -> str:
    """Return the text.

    Args:
        version: Of relaywalk.
        commands: Name → what it does.
    """
    width = max(map(len, commands))
    lines = (f"  {name:<{width}}  {what}" for name, what in commands.items())
    return TEXT.format(version=version, commands="\n".join(lines))
