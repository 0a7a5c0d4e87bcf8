"""The panels and lists that the screens are made of; each shows a value that it is given."""
