import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "migration_office.settings")
application = get_wsgi_application()

# Only now can content be imported. A thread does not survive a fork: where a server loads the
# site first and forks then, every worker starts its own.
from content import watcher  # noqa: E402

watcher.start()
os.register_at_fork(after_in_child=watcher.start)
