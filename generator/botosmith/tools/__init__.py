"""What the commands do, without a word to the user: ``cli`` prints and exits.

``builds`` is the main line: load, build, render, write. The others look at models (``lint``,
``diff``, ``slice``, ``history``) or serve plain boto3 (``install``, ``stubs``).
"""
