from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's own; a new word stays empty instead of getting a guess that somebody must find."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
