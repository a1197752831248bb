"""The HTTP side of Onrecord: it speaks HTTP, and never fetches, parses or scores."""
