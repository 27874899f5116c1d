"""Data modules: the published files."""
