"""The engine of fakes: an operation and parameters in, an answer or a fault out.

It knows no transport: no client, event, stub or HTTP message. Of botocore it imports the errors
that users name, the parser of moments and the validation of parameters; it reads botocore's
``ServiceModel`` as a description of the service. A contract of the linter of imports holds that.

``engine``      the ``Engine`` behind a fake, and ``Exchange``: one call, attempt by attempt
``choosing``    which rule answers a call, and what is said where none does
``rules``       a rule as the engine keeps it, and its steps
``matching``    the conditions of rules, and the parameters of calls
``answers``     answers and faults, and what makes them; ``pages`` and samples; ``errors`` (what
                ``raises`` takes) and ``answered_errors``
``operations``  what is known of a service and its operations
``values``      copied, and in the types that clients give
"""
