"""Bytes to Record and back; one module for each format."""
