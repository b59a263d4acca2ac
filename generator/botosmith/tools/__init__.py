"""What the commands do. Nothing here prints or exits: ``cli`` does.

``builds`` is the main line: load, build, render, write. The others look at models (``lint``,
``diff``, ``slice``, ``history``) or serve plain boto3 (``install``, ``stubs``).
"""
