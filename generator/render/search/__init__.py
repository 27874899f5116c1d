"""The full-text index as data: what can be found, how text is folded, and the lists of where each string stands."""
