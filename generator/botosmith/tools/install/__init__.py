"""Installs models into a directory where plain boto3 and the AWS CLI look, and removes them.

``manifest`` records the files that botosmith wrote there; all others are the user's.
"""
