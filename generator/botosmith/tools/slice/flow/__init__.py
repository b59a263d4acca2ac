"""Data-flow analysis: where clients are used in a source tree, from its syntax trees.

    modules -> units (functions, classes, lambdas) -> environments -> values, to a fixpoint

It runs no code, and ignores branches and order: a name has all values that are ever bound to it. A
function is analysed once without a caller, and once for each combination of services that it is
called with.

It always ends: there are limits for the values of a cell, the places of a sequence, the contexts of
a function, and the readings of each context (``heap``, ``elements``, ``calls``).

Each module adds a layer to the one before: ``lookup``, ``elements``, ``annotations``, ``calls``,
``outside``, ``expressions``, ``statements``, ``reading``. ``heap`` has the values found so far.
"""
