"""Fakes for botocore's clients: a ``botocore.stub.Stubber`` on their events calls the engine.

``stubbing``   the Stubber, which every pooled client has
``responses``  answers and faults in the form that botocore expects
``wire``       answers as bytes, which botocore's own parser reads
``clock``      the calls in progress in a thread, and their simulated time
``stages``     clients that are made once and pooled
``clients``    the clients that a fake returns: its own shells around a pooled client
``patching``   gives the fake's clients to code that makes its own
``sources``    clients that such code makes, cached by their arguments
``copies``     copies of a client, with their own events
``sessions``   the sessions that make clients without reading files
``network``    refuses real requests during a patch
"""
