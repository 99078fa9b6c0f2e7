"""Use cases that read a catalogue."""
