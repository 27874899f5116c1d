"""policykb: government policy documents (政策文件) as checked YAML and a comparable, searchable site."""

__version__ = "0.1.0"
