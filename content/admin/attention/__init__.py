"""What the front page asks staff to look at, the most urgent first."""

from content.admin.attention.pages import front, topic

__all__ = ["front", "topic"]
