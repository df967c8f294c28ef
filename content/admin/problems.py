"""What keeps a draft from being published, told in its form."""


def show(context: dict, problems: list) -> None:
    """Put each message where a form shows its errors: at the field, or above all of them."""
    form = context["adminform"].form
    inlines = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    context["errors"] = errors = []
    for problem in problems:
        errors.append(problem.message)
        if problem.field in form.fields:
            form.errors.setdefault(problem.field, form.error_class()).append(problem.message)
        elif problem.field in inlines:
            inlines[problem.field].non_form_errors().append(problem.message)
        else:
            form.errors.setdefault("__all__", form.error_class()).append(problem.message)
