"""HTTP messages <-> an operation and its parameters or response, for every protocol of AWS's.

In: botocore's ``OperationModel``, and a value as botocore's users write it. Out: method, URL,
headers and body of a request; status, headers and body of a response. It needs botocore alone: no
client, no credentials, nothing that a machine or a user has configured.

``requests``         a request as botocore sends it: botocore's own serialisers, handlers and the
                     service's endpoint rules, up to the signature (``surroundings``)
``responses``        the counterpart of botocore's parsers: what a client parses to a given value
``envelope``         what responses and errors of an operation have in common
``decoded_members``  text that botocore's handlers decode for a client, as it travels
``bodies``           a value of a shape in JSON, CBOR or XML, with ``headers``, ``events`` (messages
                     of event streams), ``xml``, ``cbor`` and ``formats`` (moments, numbers, blobs)
"""
