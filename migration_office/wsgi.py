import os
from functools import partial

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migration_office.settings")
django = get_wsgi_application()

# Only now can content be imported.
from content import watcher  # noqa: E402
from migration_office.shortcut import short_cut, visitor  # noqa: E402

application = short_cut(django)

# A thread does not survive a fork: where a server loads the site first and forks then, every
# worker starts its own.

start = partial(watcher.start, visit=visitor(django))
start()
os.register_at_fork(after_in_child=start)
