"""One reader a file format; each yields the same lines."""
