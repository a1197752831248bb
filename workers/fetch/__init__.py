"""From an address to bytes: guard (pure) judges addresses, client owns the only socket."""
