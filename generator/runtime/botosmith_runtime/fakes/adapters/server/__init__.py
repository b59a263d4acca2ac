"""Fakes as an HTTP server, for clients in any language.

``server``       the server of some engines: its address, and variables for clients
``answering``    a request -> the engine -> the bytes of the answer; it knows no socket
``replies``      what is sent, and the record of a call for observers
``signatures``   signatures that cannot be read; ``post_forms``: answers to S3's uploads of browsers
``app``          sends replies whole, in part or slowly
``incoming``     a request while it arrives, within limits
``http1``        connections with HTTP/1.1, by httptools; ``http2``: with HTTP/2, by h2. Both see a
                 request and its response as an ``exchanges.HttpExchange``
``listening``    the thread with the connections; ``sockets``
``certificates`` a certificate authority for one server
``environment``  the variables with which programs find the server

Only ``listening``, ``http1``, ``http2`` and ``certificates`` need the extra ``server``.
"""
