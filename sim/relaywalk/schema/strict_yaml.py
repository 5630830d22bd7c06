"""YAML without surprises: no aliases, no duplicate keys, and the line of everything."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from relaywalk.errors import ScenarioError

Key = str | int
LARGEST = 1_000_000  # no scenario of ours comes near this size [bytes]
DEEPEST = 50  # levels of nesting
MAXIMUM_NODES = 100_000  # nodes, aliases written out

OTHER_BREAKS = "\x85\u2028\u2029"  # line breaks of YAML 1.1 beside the newline


class RefusedValue(yaml.YAMLError):
    """Valid YAML that we do not take."""

    def __init__(self, line: int, field_name: str, value: str, allowed: str) -> None:
        """Keep the line (from 1), the field, its value and what is allowed."""
        self.line, self.field_name = line, field_name
        self.value, self.allowed = value, allowed
        super().__init__(allowed)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag of ours, such as `!uniform [0.4, 1.0]`.

    Attributes:
        tag: Without its exclamation mark.
        value: Mapping, list or scalar.
    """

    tag: str
    value: Any

    def __repr__(self) -> str:
        """Return it as it is written in YAML."""
        return dump(self, flow=True).removesuffix("\n...\n").strip()


class AliasLoader(Composer, yaml.CSafeLoader):
    """PyYAML's safe loader; 1e-3 is a number, as in YAML 1.2; `!tag` is kept.

    The text is cut up by libyaml, which is ten times as fast; nodes are composed in
    Python, so that aliases can be refused.
    """

    def __init__(self, text: str) -> None:
        """Start at the head of a text."""
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)

    def construct_tagged(self, suffix: str, node: Node) -> Tagged:
        """Return a tagged value."""
        kinds: dict[type[Node], Any] = {
            MappingNode: self.construct_mapping,
            SequenceNode: self.construct_sequence,
        }
        construct = kinds.get(type(node))
        if construct is not None:
            return Tagged(suffix, construct(node, deep=True))
        return Tagged(suffix, self.construct_scalar(node))  # type: ignore[arg-type]


class StrictLoader(AliasLoader):
    """Refuses aliases too."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:  # noqa: ANN401
        """Compose one node, which must not be an alias."""
        if self.check_event(yaml.AliasEvent):
            event: Any = self.peek_event()
            raise RefusedValue(
                event.start_mark.line + 1,
                "alias",
                f"*{event.anchor}",
                "YAML aliases are not allowed; write the value out",
            )
        return super().compose_node(parent, index)


AliasLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?[0-9][0-9_]*(\.[0-9_]*)?[eE][-+]?[0-9]+$"),
    list("-+0123456789"),
)
AliasLoader.add_multi_constructor("!", AliasLoader.construct_tagged)


class Dumper(yaml.SafeDumper):
    """PyYAML's safe dumper; a number keeps its kind, a tag is written."""

    def represent_tagged(self, tagged: Tagged) -> Node:
        """Return the node of a tagged value, on one line."""
        tag = f"!{tagged.tag}"
        if isinstance(tagged.value, dict):
            return self.represent_mapping(tag, tagged.value, flow_style=True)
        if isinstance(tagged.value, list):
            return self.represent_sequence(tag, tagged.value, flow_style=True)
        return self.represent_scalar(tag, str(tagged.value))


Dumper.add_representer(Tagged, Dumper.represent_tagged)


def dump(data: Any, *, flow: bool = False) -> str:  # noqa: ANN401
    """Return the YAML of plain and tagged values.

    Args:
        data: Mappings, lists, scalars and `Tagged` ones.
        flow: Whether on one line.
    """
    return yaml.dump(
        data,
        Dumper=Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=flow,
        width=10_000 if flow else 88,
    )


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document and where its parts are.

    Attributes:
        file: As it is named in messages.
        data: Mappings, lists and scalars.
        lines: Path of keys and list indices → line, from 1.
    """

    file: str
    data: Any
    lines: dict[tuple[Key, ...], int] = field(default_factory=dict)

    def line(self, path: tuple[Key, ...]) -> int | None:
        """Return the line of a part, or of the nearest part that contains it.

        A document that was not read from a text has no lines.
        """
        if not self.lines:
            return None
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def part(self, path: tuple[Key, ...]) -> "Document":
        """Return a part as a document of its own, on the lines that it has here."""
        data, size = self.data, len(path)
        for key in path:
            data = data[key]
        lines = {
            below[size:]: line
            for below, line in self.lines.items()
            if below[:size] == path
        }
        return Document(self.file, data, lines)

    def error(
        self,
        path: tuple[Key, ...],
        value: Any,  # noqa: ANN401
        allowed: str,
    ) -> ScenarioError:
        """Return the error that says what is wrong with a part.

        Args:
            path: Of the part.
            value: That it has.
            allowed: What it may be.
        """
        return self.errors([(path, value, allowed)])

    def errors(
        self, faults: Iterable[tuple[tuple[Key, ...], Any, str]]
    ) -> ScenarioError:
        """Return the error that says what is wrong with several parts, a line each.

        Args:
            faults: Path of each part, the value that it has, what it may be.
        """
        placed = sorted(faults, key=lambda fault: self.line(fault[0]) or 0)
        said = dict.fromkeys(self._said(*fault) for fault in placed)
        return ScenarioError("\n".join(said))

    def _said(self, path: tuple[Key, ...], value: object, allowed: str) -> str:
        """Return the line that says what is wrong with a part."""
        where = ".".join(_short_key(part) for part in path) or "document"
        return _fault(self.file, self.line(path), where, _short(value), allowed)


def _short_key(key: Key) -> str:
    """Return a key as one line; what does not print is escaped."""
    text = str(key)
    return text if text.isprintable() else ascii(text)


def read(path: Path, *, aliases: bool = False) -> Document:
    """Read a file.

    Args:
        path: Of the file.
        aliases: Whether YAML aliases are taken (cards repeat their sources).

    Raises:
        ScenarioError: It cannot be read, or is not YAML that we take.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise _error(
            str(path), None, "file", reason, "a YAML file that can be read"
        ) from error
    if len(content) > LARGEST:
        raise _error(
            str(path), None, "file", f"{len(content)} bytes", f"at most {LARGEST} bytes"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = f"byte 0x{content[error.start]:02x}"
        raise _error(str(path), line, "file", value, "text in UTF-8") from error
    return parse(text, str(path), aliases=aliases)


def parse(text: str, file: str, *, aliases: bool = False) -> Document:
    """Parse a text.

    Args:
        text: The YAML.
        file: Its name in messages.
        aliases: Whether YAML aliases are taken.

    Raises:
        ScenarioError: It is not YAML that we take.
    """
    try:
        return _parse(text, file, AliasLoader if aliases else StrictLoader)
    except RefusedValue as error:
        raise _error(
            file, error.line, error.field_name, error.value, error.allowed
        ) from error
    except yaml.YAMLError as error:
        told = _told(text, error)
        mark = getattr(told, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        problem = getattr(told, "problem", None) or str(told).splitlines()[0]
        raise _error(file, line, "document", problem, "valid YAML") from error
    except (ValueError, RecursionError) as error:
        raise _error(file, 1, "document", _short(str(error)), "valid YAML") from error


def _told(text: str, error: yaml.YAMLError) -> yaml.YAMLError:
    """Return PyYAML's own error of a text, which names what libyaml does not."""
    try:
        for _ in yaml.parse(text, yaml.SafeLoader):
            pass
    except yaml.YAMLError as told:
        return told
    return error


def _parse(text: str, file: str, kind: type[AliasLoader]) -> Document:
    """Compose, check and construct."""
    loader = kind(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(file, None, {(): 1})
        lines: dict[tuple[Key, ...], int] = {}
        _walk(node, (), lines)
        return Document(file, loader.construct_document(node), lines)
    finally:
        loader.dispose()


def _walk(node: Node, path: tuple[Key, ...], lines: dict[tuple[Key, ...], int]) -> None:
    """Note the line of every node below this one; refuse what we do not take."""
    lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > DEEPEST:
        raise RefusedValue(
            lines[path], ".".join(map(str, path[:3])), "…", f"{DEEPEST} levels at most"
        )
    if len(lines) > MAXIMUM_NODES:
        raise RefusedValue(
            lines[path], "document", "…", f"{MAXIMUM_NODES} values at most"
        )
    if isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), lines)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            below = (*path, _key(key))
            line = key.start_mark.line + 1
            if below in lines:
                raise RefusedValue(
                    line,
                    ".".join(map(str, below)),
                    _key(key),
                    f"a key once only; it is already on line {lines[below]}",
                )
            lines[below] = line
            _walk(value, below, lines)


def _key(node: Node) -> str:
    """Return a key, which must be a plain word."""
    if isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        return str(node.value)
    raise RefusedValue(
        node.start_mark.line + 1, "key", _short(node.value), "a word as key"
    )


def _short(value: Any) -> str:  # noqa: ANN401
    """Return a value as it is shown in a message: one short line."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split()) or "''"
    return text if len(text) <= 60 else text[:57] + "..."


def _error(
    file: str, line: int | None, where: str, value: str, allowed: str
) -> ScenarioError:
    """Return the error of one fault."""
    return ScenarioError(_fault(file, line, where, value, allowed))


def _fault(file: str, line: int | None, where: str, value: str, allowed: str) -> str:
    """Return `file:line: field: value: what is allowed`."""
    location = file if line is None else f"{file}:{line}"
    return f"{location}: {where}: {value}: {allowed}"


class _Dumper(yaml.SafeDumper):
    """Writes text so that it is read back as it was."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Return a text's node, with breaks other than the newline escaped.

    PyYAML writes them as they are and reads them back as newlines.
    """
    style = '"' if any(mark in text for mark in OTHER_BREAKS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _quoted)


def dumped(data: Any) -> str:  # noqa: ANN401
    """Return plain values as YAML that reads back to equal ones."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return text
