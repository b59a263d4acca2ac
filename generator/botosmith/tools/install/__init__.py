"""A model in, its place in a directory that plain boto3 and the AWS CLI search out; and back.

``manifest`` records what is ours there; all else is the user's.
"""
