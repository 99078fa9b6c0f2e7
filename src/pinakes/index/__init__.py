"""Where records are searched: one port, several engines."""
