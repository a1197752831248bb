"""Where jobs wait and results are kept: one interface (base), one module an implementation."""
