"""What every page loads: ``site.css``, ``site.js``, and the scripts of operation pages."""
