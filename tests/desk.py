"""Using the admin as a browser would, without one."""

from bs4 import BeautifulSoup
from django.urls import reverse


def address(obj, view="change", **kwargs):
    name = f"admin:content_{obj._meta.model_name}_{view}"
    return reverse(name, kwargs={"object_id": obj.pk, **kwargs})


def filled_form(client, url):
    """The fields of the page's main form as a browser would send them unchanged."""
    page = BeautifulSoup(client.get(url).content, "html.parser")
    return dict(fields_of(page.select_one("#content-main form, #content form")))


def fields_of(form):
    for field in form.select("input[name], textarea[name], select[name]"):
        if "__prefix__" in field["name"] or field.get("type") == "submit":
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            yield field["name"], [o["value"] for o in field.select("option[selected]")]
        else:
            yield field["name"], _value(field)


def _value(field):
    if field.name == "textarea":
        return field.text.lstrip("\n")
    return field.get("value", "on" if field.get("type") == "checkbox" else "")


def errors_at(response):
    """The messages of a page by the name of their field; those of no field under ""."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for errors in page.select("ul.errorlist"):
        row = errors.find_parent(class_="form-row")
        field = row and row.select_one("input[name], textarea[name], select[name]")
        found[field["name"] if field else ""] = errors.get_text(" ", strip=True)
    return found


def text_of(response, selector="#content"):
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one(selector).get_text(" ").split())
