"""What a network is: kinds, actors, ties, claims and sources. It knows nothing of files, engines or pictures."""
