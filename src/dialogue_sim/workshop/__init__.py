"""What trainers use beside play: expectations and scripted tests, and how much numbers carry."""
