"""Searches that people save, the mails and feeds of what is new in them, and an account's search history."""
