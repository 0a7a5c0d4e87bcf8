"""A turn-based terminal game about whether an alliance should talk to its adversary."""

__version__ = "0.1.0"
