"""A valid model all of whose text, and as many of whose names as may be, are hostile."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

# Whatever runs one of these leaves a file called "canary".
RUNS = '__import__("pathlib").Path("canary").touch()'
TEXTS = (
    f'"""\n{RUNS}\n"""',
    f"'''\n{RUNS}\n'''",
    f'\\"""\n{RUNS}',
    f'"\n{RUNS}\nx = "',
    f"\r{RUNS}\r\n{RUNS}",
    f"\x0c{RUNS}\x1c{RUNS}\u2028{RUNS}\x85{RUNS}",
    f"{{{{ {RUNS} }}}} {{% include '/etc/passwd' %}} {{# note #}} {{{{ ''.__class__.__mro__ }}}}",
    f"% {RUNS}",
    "ends in a backslash \\",
    'ends in a quote "',
    '"""" four quotes, and more """"""',
    "\\N{BULLET} \\x00 \\u0000 \\ud800 \\",
    "null \x00 byte, bell \x07, escape \x1b[31m, delete \x7f",
    "\u202eright to left\u202c \u2066isolate\u2069 \u200b \ufeff",
    "lone \ud800 and \udfff surrogates",
    "<script>alert(1)</script><img src=x onerror=alert(1)> --> ]]> <!-- ",
    "</script></textarea></title><script>document.title='touched'</script><svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>a <a href=//x.example/>b</a><ul><p><li>c<b><table><td>unclosed",
    "</code></pre></li></ul></main><h1 id=main class=skip style='position:fixed'>&nbsp;",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt; &#x202e; &#0;",
    "![image](http://x.example/i.png) [link](javascript:alert(1)) <http://x.example> `code`",
    "~~~\n# Heading\n~~~\n```\n| a | b |\n|---|---|\n* * *\n- [ ] task",
    "$(touch canary) `touch canary` ; touch canary | %(touch canary)s {0.__class__}",
    "'; DROP TABLE jobs; --",
    "{" * 50 + "<" * 50 + "(" * 50,
    "",
)
TEXT = "<p>" + "</p><p>".join(TEXTS) + "</p>"

OPERATIONS = (
    "Import", "exec", "Print", "None", "Class", "lambda_", "Overload", "List", "Str",
    "ExceptionsClass", "Self", "Super", "Any", "Service", "Connect", "Register", "A1",
)  # fmt: skip
SHAPES = (
    "None", "str", "item", "value", "found", "path", "kind", "check", "__init__", "___", "_",
    "TypedDict", "Any", "NotRequired", "Literal", "Union", "datetime", "Sequence", "Mapping",
    "class", "self", "bool", "String", "STRING", "Path", "Check", "Violation", "x", "X",
    "_all__", "_annotations__", "_debug__", "_all___",
)  # fmt: skip
ERRORS = (
    "ClientError", "ServiceError", "Exceptions", "Exception", "BaseException", "from_code",
    "from_waiter", "__getattr__", "__all__", "errors", "import", "None", "str", "TYPE_CHECKING",
    "Any", "HostileError", "HostileErrorBase", "_", "_code_to_exception", "list", "dict", "int",
    "float", "bytes", "annotations", "EventStream", "StreamingBody", "SxType", "xTypeDef",
)  # fmt: skip
TYPED: Json = {
    "Number": {"type": "double"},
    "Whole": {"type": "integer"},
    "Flag": {"type": "boolean"},
    "Moment": {"type": "timestamp"},
    "Bytes": {"type": "blob"},
    "List": {"type": "list", "member": {"shape": "AWhole"}, "sparse": True},
    "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "ANothing"}},
    "Nothing": {"type": "structure", "members": {}},
}
PATTERNS = (
    "(" * 5000, "(" * 500 + "a" + ")" * 500, "[" * 49, "((a{1,100}){1,100}){1,100}", "(a*)*b",
    "\\", "[", "(?<n>a)", "a{99999999999999999999}", "|".join("a" * n for n in range(100)),
    "[\ud800-\udfff]", "\x00\n", '["\'\\\\\n]*"""', ".*" * 300, "(?=a)*", "(.{1,200}@)*" * 5, "",
)  # fmt: skip
MEMBERS = (
    "None", "class", "import", "str", "list", "Any", "NotRequired", "__init__", "__slots__",
    "_private", "a b", "a-b", "a.b", "1", "\ufb01", "fi", "\u00b2", "\u00e9", "item", "value",
    "args", "code", "message", "response", "__class__", "__dict__", "__cause__", "fields",
    "ResponseMetadata", "Sibling", "constructor", "__proto__", "toString", *TEXTS[:-1],
)  # fmt: skip


def model(text: str = TEXT) -> dict[str, Json]:
    """The documents of a service called hostile."""
    string: Json = {"shape": "Text", "documentation": text}
    refined: Json = {"shape": "Text", "enum": list(TEXTS[:-1]), "documentation": text}
    every: Json = dict.fromkeys(MEMBERS, string)
    every |= {f"r {name}": refined for name in ("x(): pass", "\n" + RUNS, "\u00b2")}
    every |= {f"in{name}": {"shape": f"S{name}"} for name in SHAPES}
    every |= {f"pattern {number}": {"shape": f"P{number}"} for number in range(len(PATTERNS))}
    every |= {f"in {name}": {"shape": name} for name in SHAPES}
    typed: Json = {f"a {name}": {"shape": f"A{name}"} for name in TYPED}
    shapes: Json = {
        **{f"A{name}": shape for name, shape in TYPED.items()},
        "Text": {"type": "string", "documentation": text, "pattern": '["\'\\\\\\n]*"""', "max": 9},
        "Choice": {"type": "string", "enum": list(dict.fromkeys(TEXTS)), "documentation": text},
        "Blob": {"type": "blob", "sensitive": True},
        "Everything": {"type": "structure", "members": every, "documentation": text},
        "Union": {
            "type": "structure",
            "union": True,
            "members": dict.fromkeys(MEMBERS, string),
        },
        "Hostiles": {"type": "list", "member": {"shape": "Everything"}},
        "Request": {
            "type": "structure",
            "required": ["None", TEXTS[0]],
            "members": every
            | {
                "token": string,
                "choice": {"shape": "Choice"},
                "lines": {"shape": "Lines", "location": "header", "locationName": TEXTS[3]},
            },
        },
        "Lines": {"type": "list", "member": {"shape": "Text"}},
        "Map": {"type": "map", "key": {"shape": "Choice"}, "value": {"shape": "Union"}},
        "Response": {
            "type": "structure",
            "required": ["None"],
            "documentation": text,
            "members": every
            | {
                "ResponseMetadata": {"shape": "Everything"},
                "token": string,
                "items": {"shape": "Hostiles"},
                "choice": {"shape": "Choice"},
                "map": {"shape": "Map"},
                "blob": {"shape": "Blob"},
            },
        },
        **{f"P{n}": {"type": "string", "pattern": PATTERNS[n]} for n in range(len(PATTERNS))},
        **{f"S{name}": {"type": "string", "enum": [name, text]} for name in SHAPES},
    }
    for name in SHAPES:
        shapes.setdefault(
            name, {"type": "structure", "members": {"x": {"shape": "Text"}, "\n": string}}
        )
    for name in ERRORS:
        shapes[f"{name}_" if name in shapes else name] = {
            "type": "structure",
            "documentation": text,
            "members": every | typed,
            "error": {"code": f"{name}{TEXTS[0]} | {TEXTS[5]}", "httpStatusCode": 400},
            "exception": True,
        }
    errors = [{"shape": name} for name, shape in shapes.items() if "exception" in shape]
    operation = {
        "documentation": text,
        "http": {
            "method": "POST",
            "requestUri": f'/"""{RUNS}\n{text}?'.replace("{", "(").replace("}", ")"),
        },
        "input": {"shape": "Request"},
        "output": {"shape": "Response"},
        "deprecated": True,
        "deprecatedMessage": text,
    }
    quotes = '"""'  # matches the pattern of Text
    required = {"None": quotes, TEXTS[0]: quotes}
    return {
        "service-2": {
            "metadata": {
                "apiVersion": "2020-01-01",
                "endpointPrefix": "hostile",
                "protocol": "rest-json",
                "serviceFullName": "".join(TEXTS),
                "serviceId": "Hostile",
                "signatureVersion": "v4",
                "uid": text,
            },
            "documentation": text,
            "operations": {
                "Hostile": {"name": "Hostile", **operation, "errors": errors},
                **{name: {"name": name, **operation} for name in OPERATIONS},
            },
            "shapes": shapes,
        },
        "paginators-1": {
            "pagination": {
                "Hostile": {
                    "input_token": "token",
                    "output_token": "token",
                    "result_key": ["items", '"\\"\\"\\"\\u202e"'],
                    "non_aggregate_keys": ['"a\\n"'],
                },
                "Import": {"input_token": "token", "output_token": "token", "result_key": "items"},
            }
        },
        "waiters-2": {
            "version": 2,
            "waiters": {
                name: {
                    "operation": name,
                    "delay": 1,
                    "maxAttempts": 2,
                    "description": text,
                    "acceptors": [
                        {
                            "state": "success",
                            "matcher": "path",
                            "argument": '"\\"\\"\\"\\n"',
                            "expected": text,
                        },
                        {"state": "failure", "matcher": "error", "expected": text},
                        {"state": "retry", "matcher": "error", "expected": False},
                    ],
                }
                for name in ("Hostile", "Import")
            },
        },
        "examples-1": {
            "examples": {
                "Hostile": [
                    {
                        "id": text,
                        "title": text,
                        "description": text,
                        "input": {**required, "constructor": quotes, "__proto__": quotes},
                        "output": {"None": quotes, "choice": TEXTS[15], "__proto__": quotes},
                        "comments": {"input": {"None": text}},
                    }
                    for text in TEXTS
                ]
            }
        },
        "botosmith-1": {
            "version": "1.0",
            "errorMessage": '"\\"\\"\\"\\n"',
            "endpoint": {"required": True, "region": "unit"},
            "authentication": {
                "bearer": {},
                "cookie": {"name": "p'`^|~", "peerMember": TEXTS[3]},
            },
            "operations": {"Hostile": {"privileges": list(TEXTS), "restrictions": list(TEXTS)}},
            "members": {"Request": {"lines": {"repeatedHeader": True}}},
            "presence": {"Response": {TEXTS[3]: {"onlyWhen": {TEXTS[0]: list(TEXTS)}}}},
            "topics": [
                {
                    "name": "all",
                    "title": text,
                    "documentation": text,
                    "operations": ["Hostile", "Import"],
                    "structures": ["Everything"],
                }
            ],
            "glossary": [{"name": text, "pattern": ".*", "documentation": text}],
            "links": [{"title": text, "url": "https://x.example/%22onmouseover=alert(1)"}],
        },
    }
