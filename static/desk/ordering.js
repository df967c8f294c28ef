// The parts of an object: up and down with buttons; the saved place is the place on the page.
{
  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const placeOf = (row) => row.querySelector("input[name$='-position']");
  const nameOf = (row) => row.querySelector(".inline_label").textContent.trim();

  const announcer = document.createElement("p");
  announcer.className = "visually-hidden";
  announcer.setAttribute("aria-live", "polite");

  function button(row, text, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.setAttribute("aria-label", `${nameOf(row)} ${text}`);
    button.addEventListener("click", () => move(row, step, button));
    return button;
  }

  function addButtons(row) {
    const move = document.createElement("span");
    move.className = "move";
    move.append(button(row, "nach oben", -1), button(row, "nach unten", 1));
    row.querySelector(".inline_label").after(move);
    placeOf(row).closest(".form-row").hidden = true;
  }

  function move(row, step, pressed) {
    const rows = rowsOf(row.parentElement);
    const target = rows.indexOf(row) + step;
    step < 0 ? rows[target].before(row) : rows[target].after(row);
    number(row.parentElement);
    // At the end of the list the pressed button can't be used any more.
    (pressed.disabled ? pressed.parentElement.querySelector(":enabled") : pressed).focus();
    announcer.textContent = `${nameOf(row)}: jetzt Platz ${target + 1} von ${rows.length}`;
  }

  function number(group) {
    rowsOf(group).forEach((row, index, rows) => {
      const [up, down] = row.querySelectorAll(".move button");
      up.disabled = index === 0;
      down.disabled = index === rows.length - 1;
      placeOf(row).value = index;
    });
  }

  const isOrdered = (group) => placeOf(group) !== null;
  const groups = () => [...document.querySelectorAll(".inline-group > fieldset")].filter(isOrdered);

  document.addEventListener("formset:added", ({ target }) => {
    if (placeOf(target) && !target.querySelector(".move")) addButtons(target);
    groups().forEach(number);
  });
  document.addEventListener("formset:removed", () => groups().forEach(number));
  // A page that shows again what was typed has the rows in the order in which they stand.
  function sort(group) {
    const rows = rowsOf(group);
    const above = rows[0]?.previousElementSibling;
    above?.after(...rows.sort((a, b) => placeOf(a).value - placeOf(b).value));
    number(group);
  }

  document.addEventListener("desk:inserted", () => groups().forEach(sort));
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(announcer);
    groups().forEach((group) => {
      rowsOf(group).forEach(addButtons);
      sort(group);
    });
  });
}
