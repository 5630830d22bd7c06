"""A real Chromium without a window, driven through a pipe by its own protocol.

No library is needed: with `--remote-debugging-pipe` Chromium reads commands from
file descriptor 3 and writes answers and events to 4, as JSON that ends with NUL.
"""

import fcntl
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Puts the pipe where Chromium looks for it and becomes Chromium.
LAUNCH = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def executable():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One Chromium with one tab."""

    def __init__(self, folder: Path) -> None:
        ours_in, theirs_out = map(_high, os.pipe())
        theirs_in, ours_out = map(_high, os.pipe())
        launch = (sys.executable, "-c", LAUNCH)
        chromium = (executable(), *FLAGS, f"--user-data-dir={folder}")
        self._process = subprocess.Popen(
            [*launch, str(theirs_in), str(theirs_out), *chromium, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(theirs_in, theirs_out),
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._to, self._from = os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb")
        self._numbers = itertools.count(1)
        self._session = None
        self.requests = []  # addresses of all that a page asked for
        self.complaints = []  # what a page said on its console that is no mere log
        self._loaded = False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        """Send a command and return its result; note the events before it."""
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        self._to.write(json.dumps(command).encode() + b"\0")
        while (message := self._read()).get("id") != number:
            self._note(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        return message["result"]

    def open(self, page: Path, width: int, height: int = 900) -> None:
        """Open a file in a window of a size [px] and wait until it is loaded."""
        self.visit(page.as_uri(), width, height)

    def visit(self, address: str, width: int, height: int = 900) -> None:
        """Open an address, as `open` does a file."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1}
        self.call("Emulation.setDeviceMetricsOverride", mobile=width < 500, **metrics)
        self.requests.clear()
        self.complaints.clear()
        self._loaded = False
        self.call("Page.navigate", url=address)
        while not self._loaded:
            self._note(self._read())

    def run(self, script: str):
        """Return the value of a JavaScript expression, of a promise when it is kept."""
        how = {"returnByValue": True, "awaitPromise": True}
        answer = self.call("Runtime.evaluate", expression=script, **how)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def first(self, script: str) -> None:
        """Run a script in every page from now on, before the page's own."""
        self.call("Page.addScriptToEvaluateOnNewDocument", source=script)

    def press(self, key: str) -> None:
        """Press a key, such as "Enter"."""
        code = {"Enter": 13, "Tab": 9}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **text,
            )

    def click(self, x: float, y: float) -> None:
        """Press and release the left button at a place in the window [px]."""
        left = {"x": x, "y": y, "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, **left)

    def close(self) -> None:
        """End the browser; it ends when its pipe does."""
        self._to.close()
        self._from.close()
        try:
            self._process.wait(timeout=10.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self):
        """Return the next message."""
        text = bytearray()
        while (byte := self._from.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("Chromium went away")
            text += byte
        return json.loads(text)

    def _note(self, message) -> None:
        """Keep what an event tells."""
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        if message.get("method") == "Page.loadEventFired":
            self._loaded = True
        if (complaint := _complaint(message)) is not None:
            self.complaints.append(complaint)


def _complaint(message) -> str | None:
    """Return what an event complains of: an exception, or a warning or error."""
    said = message.get("params", {})
    if message.get("method") == "Runtime.exceptionThrown":
        return json.dumps(said["exceptionDetails"])
    if message.get("method") == "Log.entryAdded":
        entry = said["entry"]
        slow = (
            "GL Driver Message (OpenGL, Performance" in entry["text"]
        )  # of SwiftShader
        told = entry["level"] in ("warning", "error") and not slow
        return entry["text"] if told else None
    if message.get("method") == "Runtime.consoleAPICalled":
        return (
            json.dumps(said["args"]) if said["type"] in ("warning", "error") else None
        )
    return None


def _high(descriptor: int) -> int:
    """Return a copy of a descriptor above those that Chromium wants."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy
