"""What a seat may see: everything in words and plain numbers, ready for any screen."""
