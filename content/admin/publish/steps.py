"""What is asked on the page that publishes, and what is done with the answers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from content import approving, outdating, publishing, states
from content.admin.publish.forms import AloneForm, PublishForm, SenseForm
from content.admin.publish.rows import announcement
from content.approving import Wish
from content.models.base import Content
from content.outdating import Outlook
from content.publishing import Refused
from content.states import State


@dataclass(frozen=True)
class Asked:
    state: State
    outlook: Outlook
    form: PublishForm
    senses: SenseForm
    alone: AloneForm

    @classmethod
    def of(cls, obj: Content, data=None) -> "Asked":
        state = states.state(obj)
        outlook = outdating.outlook(obj, state)
        return cls(
            state,
            outlook,
            PublishForm(data, obj=obj, state=state),
            SenseForm(data, outlook=outlook),
            AloneForm(data if data and "_alone" in data else None),
        )

    @classmethod
    def again(cls, obj: Content, data, refusal: Refused) -> "Asked":
        """With what was typed, and with what stands now; who confirms again has seen it."""
        data = data.copy()
        for name, value in publishing.what_stands(obj)._asdict().items():
            data[name] = value
        asked = cls.of(obj, data)
        asked.form.add_error(None, str(refusal))
        return asked

    def is_valid(self) -> bool:
        return self.form.is_valid() and (self.alone.is_valid() or not self.alone.is_bound)


@transaction.atomic  # told in the log, or not done
def _publish(request, model_admin, obj: Content, asked: Asked, **options) -> str:
    said = asked.senses.said()
    publication = publishing.publish(obj, by=request.user, **asked.form.choices(), **options)
    for one in said:
        publishing.say_same_sense(
            obj, one.piece, one.before, one.after, by=request.user, now=publication.made_at
        )
    approving.overtake(obj, by=request.user)
    labels = ", ".join(one.change.label for one in said)
    told = f"Veröffentlicht: {publication}" + (f"; Sinn unverändert: {labels}" if said else "")
    model_admin.log_change(request, obj, told)
    return announcement(str(obj), publication)


def _publish_alone(request, model_admin, obj: Content, asked: Asked) -> str:
    reason = asked.alone.cleaned_data["alone_reason"]
    done = _publish(request, model_admin, obj, asked, alone_reason=reason)
    return f"{done} Ohne Freigabe: Das steht auf jeder Startseite, bis jemand gegenzeichnet."


@transaction.atomic
def _propose(request, model_admin, obj: Content, asked: Asked) -> str:
    chosen = asked.form.choices()
    seen = chosen.pop("seen")
    senses = [[one.piece, one.before, one.after] for one in asked.senses.said()]
    approving.propose(obj, by=request.user, wish=Wish(**chosen, senses=senses), seen=seen)
    model_admin.log_change(request, obj, "Zur Freigabe vorgelegt")
    return (
        f"„{obj}“ ist zur Freigabe vorgelegt. Öffentlich wird es, sobald jemand freigibt, der "
        "nicht daran geschrieben hat."
    )


STEPS = {"_propose": _propose, "_alone": _publish_alone}


def chosen(data) -> Callable[..., str]:
    """By the button that was pressed: it says what to do, also when the rules changed since."""
    return next((step for name, step in STEPS.items() if name in data), _publish)
