"""A model in, ``ir.Service`` out: see ``service.build``.

Works out once what types, checks, fakes and docs print: names, types, constraints, and what
botocore does that no model says.
"""
