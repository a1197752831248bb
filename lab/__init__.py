"""Training and measuring; never imported by server or workers."""
