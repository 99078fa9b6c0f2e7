"""People: who signs in, with what rights."""
