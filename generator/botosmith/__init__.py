"""botosmith: typed clients, shape checks, fakes and reference docs from botocore service models.

The pipeline reads off the module names::

    load -> build -> render -> write | verify

``load`` finds a model and reads it, ``build`` turns it into the frozen representation of ``ir``,
``render`` prints that through the Jinja templates into a ``dict[path, text]``, and ``write`` puts
the files on disk, all or none. Everything before ``write`` is pure.
"""

__version__ = "0.1.0"
