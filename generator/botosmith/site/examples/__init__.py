"""An operation in, examples of its requests and responses out: the model's own, or samples."""
