"""The pictures of the guides, drawn from code, from figures and from what tools print."""
