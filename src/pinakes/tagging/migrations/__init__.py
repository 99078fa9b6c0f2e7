"""Migrations of the tables of this app."""
