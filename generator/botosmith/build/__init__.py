"""A model in, ``ir.Service`` out: see ``service.build``.

It works out once what types, checks, fakes and docs print: names, types, constraints, and what
botocore does beyond the model.
"""
