"""A job from start to end: fetch, read, find and score, assemble."""
