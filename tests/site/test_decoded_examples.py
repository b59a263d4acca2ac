"""What botocore decodes, in the docs: Python has the dict that clients give, the wire its text."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.problems import ModelError
from botosmith.site.examples.examples import Examples
from botosmith.site.render import render_site
from documented_service import DocumentedService, code_of

POLICY: dict[str, Any] = {"Version": "2012-10-17", "Statement": []}
PLACEHOLDER = "<URL-encoded-JSON>"


def test_panes_show_what_clients_give() -> None:
    documented = DocumentedService("iam")
    shown = {
        (operation.name, example.title): (example, panes)
        for operation, example, panes in documented.each()
        if example.replaced
    }
    assert {name for name, _ in shown} == {"CreateRole", "GetInstanceProfile", "GetRole"}
    for example, panes in shown.values():
        (words,) = example.replaced
        assert words.endswith(f": a sample, since '{PLACEHOLDER}' is no JSON object")
        assert example.upstream
        assert not example.problems
        code = {key: code_of(pane) for key, pane in panes.items()}
        assert not any(PLACEHOLDER in text for text in code.values())
        written = re.search(r'"AssumeRolePolicyDocument": (\{[^}]*\})', code["fake"])
        assert written is not None
        assert ast.literal_eval(written[1]) == POLICY
        assert "<AssumeRolePolicyDocument>%7B%22Version%22" in code["response"]


def test_one_s_own_example_is_text_that_is_decoded(tmp_path: Path) -> None:
    """Nothing stands in for what a user wrote: a placeholder ends the build."""
    folder = tmp_path / "iam" / "2010-05-08"
    folder.mkdir(parents=True)
    document = Library().load("iam").document("service-2")
    (folder / "service-2.json").write_text(json.dumps(document), "utf-8")
    request = {"RoleName": "r", "PolicyName": "p"}
    for text in (quote(json.dumps(POLICY)), json.dumps(POLICY), PLACEHOLDER):
        example = {"input": request, "output": {**request, "PolicyDocument": text}}
        examples = {"version": "1.0", "examples": {"GetRolePolicy": [example]}}
        (folder / "examples-1.json").write_text(json.dumps(examples), "utf-8")
        model = Library((tmp_path,)).load("iam")
        service = build(model)
        if text == PLACEHOLDER:
            with pytest.raises(ModelError, match="expected an object, or its JSON text"):
                Examples(service, model)
            continue
        operation = next(one for one in service.operations if one.name == "GetRolePolicy")
        (found,) = Examples(service, model).of(operation)
        assert found.response["PolicyDocument"] == POLICY
        assert not found.replaced


def test_pages_say_dict() -> None:
    for service, operation, member, kind, chip in (
        ("iam", "get_role", "AssumeRolePolicyDocument", "dict", "decoded by botocore from JSON"),
        ("cloudformation", "get_template", "TemplateBody", "dict or string", "a dict where boto"),
    ):
        model = Library().load(service)
        pages = dict(render_site(build(model), model))
        page, text = (str(pages[f"operations/{operation}.{end}"]) for end in ("html", "md"))
        _, _, row = page.partition('<section id="response"')[2].partition(
            f"<code>{member}</code></a>"
        )
        assert row.startswith(f" <span>{kind}</span>")
        assert f"<li>{chip}" in row.partition("</ul>")[0]
        (line,) = (one for one in text.splitlines() if one.lstrip().startswith(f"- `{member}` ("))
        assert f"`{member}` ({kind}, " in line
        assert f"; {chip}" in line
        if service == "iam":
            # The request takes text, as ever; the payload that fills the checker in is the dict.
            asked = str(pages["operations/create_role.html"]).partition('id="request"')[2]
            _, _, row = asked.partition(f"<code>{member}</code></a>")
            assert row.startswith(" <span>string</span>")
            filled_in = page.partition('id="example-response">')[2].partition("</script>")[0]
            assert json.loads(filled_in)["Role"][member] == POLICY
            assert f"{PLACEHOLDER!r} is no JSON object" in text.replace("\\", "")
            assert "is not shown as it came" in page
