"""Every component of the portal once, with made-up content, for the page `/stil/`."""
