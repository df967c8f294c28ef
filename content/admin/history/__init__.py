"""All versions of an object, the difference between any two, and the way back to one.

Beside them, drafts that were set aside, and what was said of the sense of its texts.
"""

from content.admin.history.drafts import correct_view, discard_view, proposal_view
from content.admin.history.listing import history_view
from content.admin.history.loading import restore_view
from content.admin.history.senses import revoke_view
from content.admin.history.version import version_view

__all__ = [
    "correct_view",
    "discard_view",
    "history_view",
    "proposal_view",
    "restore_view",
    "revoke_view",
    "version_view",
]
