"""Parts of several kinds of page: prose, members, short facts, code, the page's frame."""
