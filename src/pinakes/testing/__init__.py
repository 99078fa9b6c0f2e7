"""The kit for tests of adapters and of programs that embed a catalogue."""
