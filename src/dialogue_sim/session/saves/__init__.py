"""What is written down: the journal, the save, and the folders that hold them."""
