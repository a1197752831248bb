"""Trains, exports and measures the tagger of workers/claims/neural.py."""
