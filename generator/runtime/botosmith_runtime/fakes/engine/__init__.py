"""The engine of fakes: an operation and parameters in, an answer or a fault out.

It knows no transport: no client, event, stub or HTTP message. From botocore it imports only the
errors that users name, the timestamp parser and the parameter validation. It reads botocore's
``ServiceModel`` as a description of the service. import-linter checks this (``tox -e lint``).

``engine``      the ``Engine`` of a fake
``exchange``    ``Exchange``: one call, attempt by attempt, for clients that await or not
``choosing``    which rule answers a call, and the error message if none does
``rules``       the engine's state of a rule, and the steps of a rule
``matching``    the conditions of rules, and the parameters of calls
``answers``     answers, faults and sources of answers; ``pages`` and samples; ``errors`` (what
                ``raises`` takes) and ``answered_errors``
``stored``      answers from a store of items
``operations``  facts about a service and its operations
``values``      copies of values, in the types that clients return
``secrets``     hides sensitive members in messages and records
"""
