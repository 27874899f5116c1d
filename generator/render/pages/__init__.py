"""Page modules: one kind of page each."""
