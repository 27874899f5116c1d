"""Evaluation: how well the program's judgements agree with readings made by hand."""
