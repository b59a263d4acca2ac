"""The filters that templates print with: each turns a piece of the IR into safe source text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from botosmith import ir, names, text
from botosmith.package.python import imports
from botosmith.package.python.layout import WIDTH, broken

_WIDTH = 96  # of prose
_MARKUP = re.compile(r"[\\`*_\[\]<>|#&~]")


def opening(documentation: str, indent: int) -> str:
    """The first paragraph, from behind the opening quotes at that indent."""
    first = next(iter(text.paragraphs(documentation)), "")
    margin = " " * indent
    # The opening quotes take three columns.
    return text.wrap(first, width=_WIDTH, first=f"{margin}   ", rest=margin)[indent + 3 :]


def wrapped(words: str, indent: int) -> str:
    """Plain text that opens a docstring at that indent."""
    margin = " " * indent
    return text.wrap(text.printable(words), width=_WIDTH, first=f"{margin}   ", rest=margin)[
        indent + 3 :
    ]


def following(documentation: str, indent: int) -> Iterator[str]:
    """The paragraphs behind the first one."""
    for paragraph in text.paragraphs(documentation)[1:]:
        yield _paragraph(paragraph, indent)


def all_paragraphs(documentation: str, indent: int) -> Iterator[str]:
    """Every paragraph, for documentation that does not open the docstring."""
    for paragraph in text.paragraphs(documentation):
        yield _paragraph(paragraph, indent)


def entry(parameter: ir.Parameter, indent: int, when_required: str) -> str:
    """``JobId (str, required): What it is. 1 to 255 characters.``"""
    required = f", {when_required}" if parameter.required else ""
    said = [text.summary(parameter.documentation), *map(_sentence, parameter.notes)]
    head = f"{text.printable(parameter.name)} ({parameter.annotation}{required}):"
    return _item(head, " ".join(filter(None, said)), indent)


def added_entry(parameter: ir.AddedParameter, indent: int) -> str:
    """``Key (str, required): Key of the object.``"""
    required = "" if parameter.default else ", required"
    head = f"{parameter.name} ({parameter.annotation}{required}):"
    return _item(head, parameter.documentation, indent)


def listed(words: str, indent: int) -> str:
    """An entry of a docstring's list."""
    return _item(words, "", indent)


def raised(error: ir.Error, indent: int, operation: ir.Operation) -> str:
    """``InvalidJobIdException (HTTP 400): What happened.``"""
    head = f"{error.class_name} (HTTP {error.http_status}):"
    if operation.error_code_in == "status":
        head = f'ClientError with the code "{error.http_status}", for {error.name} without a body:'
    return _item(head, text.summary(error.documentation), indent)


def _sentence(note: str) -> str:
    return text.printable(f"{note[:1].upper()}{note[1:]}.")


def attribute(field: ir.ErrorField, indent: int) -> str:
    """``Message (str): what it says``."""
    return _item(
        f"{field.attribute} ({field.annotation}):", text.summary(field.documentation), indent
    )


def acceptor(rule: ir.Acceptor, indent: int) -> str:
    """``- success when ImportStatus.ImportCompleted is true``."""
    what = {
        "path": f"{rule.argument} is {rule.expected}",
        "pathAll": f"every {rule.argument} is {rule.expected}",
        "pathAny": f"any {rule.argument} is {rule.expected}",
        "status": f"the HTTP status is {rule.expected}",
        "error": _error_phrase(rule.expected),
    }.get(rule.matcher, f"{rule.matcher} {rule.argument} is {rule.expected}")
    margin = " " * indent
    line = text.printable(f"{rule.state} when {what}")
    return text.wrap(line, width=_WIDTH, first=f"{margin}- ", rest=f"{margin}  ")


def _error_phrase(expected: str) -> str:
    match json.loads(expected):
        case True:
            return "the service answers with an error"
        case False:
            return "the service answers without an error"
        case code:
            return f"the service answers {code}"


def annotated(field: ir.TypedDictField) -> str:
    """One key of a ``TypedDict`` class with its type."""
    return "    " + broken(f"{field.name}: {annotation(field)}", 4)


def item(field: ir.TypedDictField) -> str:
    """One key of a ``TypedDict`` call with its type."""
    return "        " + broken(f"{text.literal(field.name)}: {annotation(field)}", 8, after=1)


def annotation(field: ir.TypedDictField) -> str:
    """A ``TypedDict`` key's type."""
    return field.annotation if field.required else f"NotRequired[{field.annotation}]"


def definition(literal: ir.LiteralDef) -> str:
    """``JobTypeType = Literal["Export", "Import"]``, over several lines where it is long."""
    values = [text.literal(value) for value in literal.values]
    line = f"{literal.name} = Literal[{', '.join(values)}]"
    if len(line) <= WIDTH or len(values) == 1:
        return broken(line, 0)
    return f"{literal.name} = Literal[\n" + "".join(f"    {value},\n" for value in values) + "]"


def exports(defined: Iterable[str]) -> str:
    """The value of ``__all__``: a list, since pyright gives up on tuples of more than 256."""
    listed = imports.exports_in_order(defined)
    if not listed:
        return "()"  # whose type needs no telling
    if len(listed) == 1:
        return f'["{listed[0]}"]'
    return "[\n" + "".join(f'    "{name}",\n' for name in listed) + "]"


def alternatives(alias: ir.AliasDef) -> str:
    """``XTypeDef = Union[...]`` of an alias's alternatives."""
    if len(alias.alternatives) == 1:
        return broken(f"{alias.name} = Union[{alias.alternatives[0]}]", 0)
    lines = "".join(f"    {name},\n" for name in alias.alternatives)
    return f"{alias.name} = Union[\n{lines}]"


def class_header(name: str, base: str) -> str:
    """The first line of a class, broken as ruff would where it is too long."""
    return broken(f"class {name}({base}):", 0)


def fields(error: ir.Error) -> str:
    """The members of an error and their attributes, as a tuple of pairs."""
    pairs = [f'({text.literal(field.name)}, "{field.attribute}")' for field in error.fields]
    line = f"({pairs[0]},)"
    if len(pairs) == 1 and len(line) + 13 <= WIDTH:
        return line
    return "(\n" + "".join(f"        {broken(pair, 8, after=1)},\n" for pair in pairs) + "    )"


def registry(pollers: Iterable[ir.Paginator | ir.Waiter]) -> str:
    """A dict display: the classes of paginators or waiters by the names that users give."""
    lines = "".join(f'    "{poller.method}": {poller.class_name},\n' for poller in pollers)
    return f"{{\n{lines}}}" if lines else "{}"


def strategy_signature(operation: ir.Operation, side: names.Side) -> str:
    """The first line of a function that gives a strategy, broken as ruff would."""
    drawn = operation.request if side == "request" else operation.response
    head = f"def {names.payload_function(operation.method, side)}() -> "
    if len(line := f"{head}SearchStrategy[{drawn}]:") <= WIDTH:
        return line
    if len(first := f"{head}SearchStrategy[") <= WIDTH:
        return f"{first}\n    {drawn}\n]:"
    return f"{head}(\n    SearchStrategy[{drawn}]\n):"


def response_strategy(operation: ir.Operation) -> str:
    """The statement that gives the strategy of an operation's responses."""
    shape = [f'"{operation.output}"'] if operation.output else []
    status = operation.success_status
    unusual = [f"status={status}"] if status in range(201, 300) else []
    return f"return _STRATEGIES.response({', '.join([*shape, *unusual])})"


def template(definition: ir.TypedDictDef | ir.AliasDef) -> str:
    """The template that prints a type's definition."""
    if isinstance(definition, ir.AliasDef):
        name = "alias"
    else:
        name = "typed_dict_call" if definition.functional else "typed_dict"
    return f"package/types/{name}.jinja"


def markdown(words: str) -> str:
    """Text that a Markdown table or paragraph shows as it is, on one line."""
    words = " ".join(text.printable(words).split())
    return _MARKUP.sub(r"\\\g<0>", words)


def toml(words: str) -> str:
    """A TOML basic string."""
    return json.dumps(text.printable(words), ensure_ascii=False)


def _paragraph(paragraph: str, indent: int) -> str:
    margin = " " * indent
    rest = f"{margin}  " if paragraph.startswith("- ") else margin
    return text.wrap(paragraph, width=_WIDTH, first=margin, rest=rest)


def _item(head: str, body: str, indent: int) -> str:
    margin = " " * indent
    words = f"{head} {body}" if body else head.removesuffix(":")
    return text.wrap(words, width=_WIDTH, first=margin, rest=f"{margin}    ")


FILTERS: dict[str, Callable[..., Any]] = {
    "acceptor": acceptor,
    "added_entry": added_entry,
    "all_paragraphs": all_paragraphs,
    "alternatives": alternatives,
    "annotated": annotated,
    "attribute": attribute,
    "broken": broken,
    "class_header": class_header,
    "definition": definition,
    "docstring": text.docstring,
    "entry": entry,
    "exports": exports,
    "fields": fields,
    "following": following,
    "item": item,
    "items_method": names.items_method,
    "listed": listed,
    "keys_class": names.keys_class,
    "literal": text.literal,
    "markdown": markdown,
    "opening": opening,
    "paragraphs": text.paragraphs,
    "payload_function": names.payload_function,
    "printable": text.printable,
    "raised": raised,
    "registry": registry,
    "response_strategy": response_strategy,
    "strategy_signature": strategy_signature,
    "summary": text.summary,
    "template": template,
    "toml": toml,
    "wrapped": wrapped,
}
