"""Trains, exports and measures a tagger that may take the place of the rules; see lab/README.md."""
