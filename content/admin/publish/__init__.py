"""From a saved draft to the public, and off it again."""

from content.admin.publish.page import publish_view
from content.admin.publish.withdrawing import cancel_view, withdraw_view

__all__ = ["cancel_view", "publish_view", "withdraw_view"]
