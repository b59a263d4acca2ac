"""Fakes as an HTTP server, for clients in any language.

``server``       ``serve`` and the ``Server`` that it returns: its address, and variables for clients
``answering``    a request -> the engine -> the bytes of the answer; it knows no socket
``replies``      what is sent, and the record of a call for whoever watches
``signatures``   signatures that cannot be read; ``post_forms``: answers to S3's uploads of browsers
``app``          reads bodies within limits, and sends answers whole, in part or slowly
``listening``    the thread with the connections: HTTP/1.1, HTTP/2 and TLS, by hypercorn
``certificates`` a certificate authority for one server
``environment``  the variables with which programs find the server

Only ``listening`` and ``certificates`` need the extra ``server``.
"""
