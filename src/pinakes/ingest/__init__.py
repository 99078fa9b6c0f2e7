"""Use cases that change a catalogue."""
