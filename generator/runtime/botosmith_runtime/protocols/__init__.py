"""What travels: requests as botocore sends them, responses as its parsers take them.

``requests`` runs botocore's own parts (its serialisers, its handlers, the service's endpoint rules)
up to the signature, without a client, credentials or the user's configuration. ``responses`` is the
other half, which botocore has no need of: a response -> status, headers and body.
"""
