"""Marks sources, cues and contents: an article's sentences to a Tagging."""
