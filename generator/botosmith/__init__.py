"""botosmith: typed clients, shape checks, fakes and reference docs from botocore service models.

The main line reads off the module names. Everything before ``write`` is pure::

    load            find a model and read it          documents, problems
    soundness/      may it be generated from?         extras: botosmith-1.json
    build           Model -> ir.Service               shapes, operations, pollers
                      names                           names, reserved_names
                      what botocore adds              handled, added_methods, botocore_tables
                      types                           annotations, typed_dicts, limits
                      patterns, samples               patterns/, samples/
    render          ir.Service -> {path: text}        templates/, filters, text, layout
                      imports                         module_imports, imports
                      checks.py                       checking, check_lines, check_rules
                      fakes.py                        faking, fake_errors, fake_types, fake_samples
                      strategies.py                   shape_facts
                      the docs site                   site/, and wire/: payloads as bytes
    write           {path: text} -> out/              generated, replacing, wheels
    compare         {path: text} against out/

Beside it stand the tools on models, ``slicing/``, ``linting/`` and ``diffing/``; ``payloads``, that
checks a file; and ``installing`` and ``stubs``, for plain boto3. ``commands`` is what the command
line does, ``cli`` and the modules named after its commands what it says.
"""

__version__ = "0.1.0"
