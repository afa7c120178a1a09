"""Networks to try Liaison with; each folder says what its rows rest on."""
