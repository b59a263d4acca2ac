"""Annotations as trees of code."""

from __future__ import annotations

import ast

from botosmith.package.python.code import Code, subscript


def tree(annotation: str) -> Code:
    """An annotation of the IR, which is text, as a tree that knows where its lines can break."""
    return _tree(ast.parse(annotation, mode="eval").body, annotation)


def _tree(node: ast.expr, source: str) -> Code:
    if not isinstance(node, ast.Subscript):
        return ast.get_source_segment(source, node) or source
    inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return subscript(ast.unparse(node.value), *(_tree(part, source) for part in inside))
