"""The model: what a catalogue knows of a work, independent of any format, store or engine."""
