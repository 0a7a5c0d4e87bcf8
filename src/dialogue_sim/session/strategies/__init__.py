"""How an empty seat chooses, alone and in thousands of sessions."""
