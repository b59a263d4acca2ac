"""Fakes behind botocore's clients: a ``botocore.stub.Stubber`` on their events asks the engine.

``stubbing``   the Stubber, which every pooled client has
``responses``  answers and faults as botocore takes them
``wire``       answers as bytes, which botocore's own parser reads
``clock``      what a thread is in the middle of, and time meanwhile
``stages``     clients made once and pooled
``clients``    what a fake hands out: shells of its own around a pooled client
``patching``   code under test that makes its own client gets the fake's
"""
