"""botosmith: typed clients, shape checks, fakes and reference docs from botocore service models.

A model goes through these folders, from the bottom to the top; everything before ``output`` is
pure. A folder imports from those below it, never from one above::

    cli         a module for each command; the only place that prints or exits
    tools       what the commands do: build, lint, diff, slice, install, stubs
    output      {path: text} -> disk: write, compare, wheels
    site        ir.Service -> the pages of the docs
    package     ir.Service -> the modules of a Python package
    samples     valid values for any shape, seeded
    build       Model -> ir.Service
    models      find, read and validate a model
    ir          the data that is printed about a service, and the facts derived from it
    patterns    translates the models' Java patterns to Python
    names       every identifier in generated code
    problems    the errors for problems in a model
    text        a model's documentation and names as safe source text
"""

__version__ = "0.1.0"
