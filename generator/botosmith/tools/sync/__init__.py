"""Packages for a program, kept up to date: from its configuration and its code to wheels.

::

    config      [tool.botosmith] or botosmith.toml: which packages are wanted
    tables      the TOML around it: which file, which line, which keys
    calls       the operations that the source trees call
    plan        configuration, calls and lock -> the packages, each with its model
    versions    how the version of a package follows its content
    lock        botosmith.lock: what was built last, for every machine
    memory      what this machine has read and built last, so that a run with nothing to do is short
    run         the main line: read, plan, build, compare, write
    building    renders packages into a temporary directory
    commit      writes the packages that differ, then the wheels, then the lock
    changes     what a sync changes for callers, in the words of ``diff``
    installing  what to type to install the packages
    first       the configuration that ``botosmith init`` writes
"""
