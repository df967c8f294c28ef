"""The topics of the front page and their words, the most urgent first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.urls import reverse

from content.admin.attention import approval, drafts, facts, languages, notices, upkeep
from content.admin.attention.desk import Desk, Row
from content.admin.common import WEEKS_AHEAD

NAMED = 110  # characters of what is named in a line; more would be a wall


@dataclass(frozen=True)
class Topic:
    """``level``: "urgent", "soon", or "sometime", which the front page only counts."""

    level: str
    one: str
    many: str
    find: Callable[[Desk], Iterator[Row]]
    hint: str = ""


@dataclass(frozen=True)
class Item:
    """A line of the front page: all that belongs to one topic."""

    slug: str
    topic: Topic
    rows: tuple[Row, ...]

    @property
    def level(self) -> str:
        return self.topic.level

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def title(self) -> str:
        return self.topic.one if self.count == 1 else self.topic.many

    @property
    def detail(self) -> str:
        """As many as fit in a line or two; of the first one as much as fits."""
        named = [shorten(str(self.rows[0]), NAMED, placeholder=" …")]
        for row in self.rows[1:]:
            if len("; ".join([*named, str(row)])) > NAMED:
                break
            named.append(str(row))
        left = self.count - len(named)
        return "; ".join(named) + (f" und {left} weitere" if left else "")

    @property
    def url(self) -> str:
        """The one place, or the list of all."""
        if self.count == 1 and self.rows[0].url:
            return self.rows[0].url
        return reverse("admin:attention", kwargs={"slug": self.slug})


# The keys are the ends of the addresses.
TOPICS = {
    "unlesbar": Topic(
        "urgent",
        "Fassung ist nicht lesbar",
        "Fassungen sind nicht lesbar",
        drafts.unreadable,
        "Öffentlich ist, was davor galt. Veröffentlichen Sie diese Inhalte noch einmal.",
    ),
    "ohne-freigabe": Topic(
        "urgent",
        "Fassung wurde ohne Freigabe veröffentlicht",
        "Fassungen wurden ohne Freigabe veröffentlicht",
        approval.unsigned,
        "Jemand, der nicht daran geschrieben hat, sieht sie sich an und zeichnet gegen. Bis dahin "
        "stehen sie hier bei allen.",
    ),
    "sicherung": Topic(
        "urgent",
        "Sicherung fehlt oder ist unvollständig",
        "Sicherungen fehlen oder sind unvollständig",
        upkeep.backup,
        "Bitte sagen Sie es der Stelle, die den Server betreibt. Hier lässt es sich nicht beheben.",
    ),
    "zurueckgegeben": Topic(
        "urgent",
        "Vorlage von Ihnen kam zurück",
        "Vorlagen von Ihnen kamen zurück",
        approval.sent_back,
        "Ändern Sie, was noch fehlt, und legen Sie den Entwurf noch einmal vor.",
    ),
    "zu-pruefen": Topic(
        "urgent",
        "Hinweis ist zu prüfen",
        "Hinweise sind zu prüfen",
        notices.overdue,
        "Gilt der Hinweis noch? Dann wählen Sie einen neuen Tag zum Prüfen und veröffentlichen "
        "Sie ihn. Sonst ziehen Sie ihn zurück.",
    ),
    "endet-bald": Topic(
        "urgent",
        "Hinweis endet bald",
        "Hinweise enden bald",
        notices.ending,
        "Nach dem Ende stehen sie nicht mehr auf der Startseite, behalten aber ihre Adresse.",
    ),
    "freizugeben": Topic(
        "urgent",
        "Vorlage wartet auf Ihre Freigabe",
        "Vorlagen warten auf Ihre Freigabe",
        approval.to_approve,
        "Öffentlich wird es erst, wenn Sie freigeben. Fehlt etwas, geben Sie es mit einem Satz "
        "zurück.",
    ),
    "unentschieden": Topic(
        "soon",
        "Kontaktweg hat unentschiedene Tage",
        "Kontaktwege haben unentschiedene Tage",
        facts.undecided_days,
        f"In den nächsten {WEEKS_AHEAD} Wochen steht dort „bitte vorher prüfen“. Ist entschieden, "
        "was gilt? Dann tragen Sie es beim Kontaktweg ein.",
    ),
    "meine-entwuerfe": Topic(
        "soon",
        "Entwurf von Ihnen ist noch nicht öffentlich",
        "Entwürfe von Ihnen sind noch nicht öffentlich",
        drafts.mine,
        "Was darin neu ist, sehen nur Sie und Ihre Kolleginnen und Kollegen.",
    ),
    "andere-entwuerfe": Topic(
        "soon",
        "Entwurf von anderen ist noch nicht öffentlich",
        "Entwürfe von anderen sind noch nicht öffentlich",
        drafts.of_others,
        "Was darin neu ist, sehen nur Sie und Ihre Kolleginnen und Kollegen.",
    ),
    "links": Topic(
        "soon",
        "Link führt ins Leere",
        "Links führen ins Leere",
        upkeep.dead_links,
        "Fremde Seiten stehen hier erst, wenn sie an drei Tagen nicht geantwortet haben. Prüfen "
        "Sie die Adresse und ändern Sie den Text.",
    ),
    "ohne-ende": Topic(
        "soon",
        "Hinweis hat weder Ende noch Prüfdatum",
        "Hinweise haben weder Ende noch Prüfdatum",
        notices.endless,
        "Niemand wird daran erinnert, sie zu prüfen.",
    ),
    "leere-abschnitte": Topic(
        "soon",
        "Seite (Impressum, Datenschutz …) hat Abschnitte ohne Text",
        "Seiten (Impressum, Datenschutz …) haben Abschnitte ohne Text",
        facts.empty_sections,
        "Impressum, Datenschutz und Barrierefreiheit verlangt das Gesetz vollständig. Ein "
        "Abschnitt ohne Text erscheint nicht öffentlich.",
    ),
    "offene-fragen": Topic(
        "soon",
        "Frage ist offen",
        "Fragen sind offen",
        facts.open_questions,
        "Die Website rät nicht. Wer die Antwort weiß, ändert den Inhalt und hält sie fest.",
    ),
    "veraltete-uebersetzungen": Topic(
        "soon",
        "Sprache hat veraltete Übersetzungen",
        "Sprachen haben veraltete Übersetzungen",
        languages.stale,
        "Das Deutsche ist neuer. Die Seiten sagen das auch.",
    ),
    "fehlende-uebersetzungen": Topic(
        "sometime",
        "Sprache hat Texte ohne Übersetzung",
        "Sprachen haben Texte ohne Übersetzung",
        languages.missing,
        "Wer sie liest, sieht an diesen Stellen den deutschen Text.",
    ),
    "meine-vorschlaege": Topic(
        "sometime",
        "Vorlage von Ihnen wartet auf Freigabe",
        "Vorlagen von Ihnen warten auf Freigabe",
        approval.mine_that_wait,
        "Jemand anderes gibt sie frei oder gibt sie Ihnen zurück.",
    ),
    "zurueckgelegt": Topic(
        "sometime",
        "Entwurf liegt zurückgelegt bereit",
        "Entwürfe liegen zurückgelegt bereit",
        drafts.set_aside,
        "Sie wurden zur Seite gelegt, als eine andere Fassung geladen wurde. Im Verlauf lassen sie "
        "sich wieder aufnehmen.",
    ),
    "nicht-bestaetigt": Topic(
        "sometime",
        "Inhalt ist öffentlich, aber nicht bestätigt",
        "Inhalte sind öffentlich, aber nicht bestätigt",
        facts.unconfirmed,
        "Ihre Seiten sagen das auch. Stimmt der Inhalt? Dann veröffentlichen Sie ihn mit dem "
        "Haken „Bestätigt“.",
    ),
    "lange-her": Topic(
        "sometime",
        "Inhalt wurde seit sechs Monaten nicht geprüft",
        "Inhalte wurden seit sechs Monaten nicht geprüft",
        facts.long_ago,
        "Stimmt der Inhalt noch? Dann veröffentlichen Sie ihn noch einmal mit dem Haken "
        "„Bestätigt“.",
    ),
    "fehlend": Topic(
        "sometime",
        "Inhalt ist unvollständig",
        "Inhalte sind unvollständig",
        facts.missing,
        "Diese Angaben fehlen auf der Website. Leere Felder erscheinen dort nicht.",
    ),
}


def found(desk: Desk) -> list[Item]:
    items = [Item(slug, topic, tuple(topic.find(desk))) for slug, topic in TOPICS.items()]
    return [item for item in items if item.rows]
