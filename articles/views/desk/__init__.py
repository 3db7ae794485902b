"""The desk: where reviewers take texts in, record claims and give verdicts."""
