"""What can be asked of a network: a catalogue of queries, the engines they run on, questions that need arithmetic."""
