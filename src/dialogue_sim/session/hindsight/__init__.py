"""The same moves under other luck, and other moves: luck against choice."""
