"""Where clients get to in a source tree, worked out from its syntax trees without running it.

    modules -> units (functions, classes, lambdas) -> environments -> values, to a fixpoint

Which branch is taken and in which order is not looked at: a name means all that is ever bound to
it. A function is read once for itself, and once for every mix of services that it is called with.

It ends on every tree, and counts in steps: the values of a cell, the places of a sequence, the
contexts of a function and the readings of each have limits (``heap``, ``elements``, ``calls``).

Each module adds a layer to the one before: ``lookup``, ``elements``, ``annotations``, ``calls``,
``outside``, ``expressions``, ``statements``, ``reading``. ``heap`` keeps what is known.
"""
