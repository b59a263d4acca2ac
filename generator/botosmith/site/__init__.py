"""The docs site: the IR -> pages, as text.

``render.render_site`` gives one service's folder, ``home.render_home`` what is above the folders::

    pages           which pages there are, and the way from one to another
    *_pages         what each kind of page shows, printed by the template of that name
      prose           documentation -> HTML       nesting
      members         trees of members            chips, usage
      examples        one object an example       decoding, comments; snippets/: code panes
      payload_rules   for the checker in a page   json_schema
    search, inventory, history, home
"""
