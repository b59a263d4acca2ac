"""The files that pages load: ``site.css``, ``site.js``, and the scripts of operation pages."""
