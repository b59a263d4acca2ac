"""What several kinds of page show: prose, members, facts in brief, code, the page's frame."""
