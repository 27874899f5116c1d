"""Commands of the command line, one module each; `generator.cli` lists them."""
