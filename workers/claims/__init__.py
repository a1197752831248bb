"""From an Article to claims: pure functions, no input or output."""
