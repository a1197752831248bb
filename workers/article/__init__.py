"""From HTML or plain text to an Article: its text, blocks and what the page says of itself."""
