from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from time import sleep

from django.core.management.base import BaseCommand
from django.utils import timezone

from content import asking, links, refusals
from content.asking import Answer, IsAllowed
from content.models import CheckedLink

AT_ONCE = 4  # sites
ENOUGH = 3  # silent ones: then it is this machine that is off the net
PAUSE = 1.0  # seconds between two questions to one site
LONGEST = CheckedLink._meta.get_field("address").max_length


class Command(BaseCommand):
    help = "Asks the sites to which public texts lead, each address once a day; for a timer."

    def add_arguments(self, parser):
        parser.add_argument(
            "--own-network",
            action="store_true",
            help="also ask addresses of this machine and its network, for a site that stays there",
        )

    def handle(self, own_network, **options):
        now = timezone.now()
        linked = {one for one in links.external(refusals.published(), now) if len(one) <= LONGEST}
        known = {link.address: link for link in CheckedLink.objects.all()}
        gone = [link.pk for address, link in known.items() if address not in linked]
        CheckedLink.objects.filter(pk__in=gone).delete()
        due = [one for one in sorted(linked) if one not in known or _is_due(known[one], now)]
        # All are waited for before the database is written to.
        answers = list(_asked(due, (lambda ip: True) if own_network else asking.is_public))
        if len(answers) >= ENOUGH and not any(answer.reached for _, answer in answers):
            self.stdout.write(f"Nobody of {len(answers)} answered: nothing is held against them.")
            return
        for address, answer in answers:
            link = known.get(address) or CheckedLink(address=address)
            link.answered(answer.words, answer.good, timezone.now())
        bad = sum(not answer.good for _, answer in answers)
        self.stdout.write(
            f"{len(due)} of {len(linked)} links asked, {bad} without a good answer, "
            f"{CheckedLink.objects.reported().count()} reported, {len(gone)} forgotten."
        )


def _is_due(link: CheckedLink, now) -> bool:
    return timezone.localdate(link.checked_at) < timezone.localdate(now)


def _asked(due: list[str], is_allowed: IsAllowed) -> Iterator[tuple[str, Answer]]:
    """A few sites at once; the addresses of one site one after the other."""
    of_site = defaultdict(list)
    for address in due:
        of_site[address.split("/")[2]].append(address)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_in_turn, one, is_allowed) for one in of_site.values()]
        for site in as_completed(running):
            yield from site.result()


def _in_turn(addresses: list[str], is_allowed: IsAllowed) -> list[tuple[str, Answer]]:
    answers = []
    for address in addresses:
        if answers:
            sleep(PAUSE)
        answers.append((address, asking.ask(address, is_allowed)))
    return answers
