"""What the database has published since an edition: asked for by the watcher, and under the lock
of whoever publishes.
"""

from content.edition import Edition
from content.models import Publication


def up_to_date(known: Edition) -> Edition:
    """``known`` itself when nothing is new.

    The last known row is asked for again and compared: after a restored backup numbers can go
    back, and then everything is loaded anew; also when words were taken out of what is known.
    An empty database is no edition.
    """
    last = known.last
    rows = Publication.objects.filter(number__gte=last.number if last else 0)
    news = list(rows.records())
    if last and news[:1] == [last] and not any(row.action == "redact" for row in news[1:]):
        return known.after(news[1:]) if news[1:] else known
    everything = list(Publication.objects.records()) if last else news
    return Edition(everything) if everything else known
