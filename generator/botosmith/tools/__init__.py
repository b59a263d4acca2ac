"""What the commands do. Nothing here prints or exits: ``cli`` does.

``builds`` is the main line: load, build, render, write. The others read models (``lint``, ``diff``,
``slice``, ``history``), are for plain boto3 (``install``, ``stubs``), or keep a program's packages
up to date (``sync``).
"""
