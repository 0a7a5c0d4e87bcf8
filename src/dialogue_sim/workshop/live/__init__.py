"""The live loop: files that change while somebody writes them, and what that changes."""
