// Keys for the buttons that have `data-keys`, such as "Control+S"; told at the button and beside it.
{
  const GERMAN = { Control: "Strg", Shift: "Umschalt" };
  const buttons = [...document.querySelectorAll("button[data-keys]")];
  const keysOf = (button) => button.dataset.keys.split("+");

  // As they lie on the keyboard; what AltGr types is left alone.
  const pressed = (event) => [
    ...(event.ctrlKey || event.metaKey ? ["Control"] : []),
    ...(event.altKey ? ["Alt"] : []),
    ...(event.shiftKey ? ["Shift"] : []),
    event.code.replace("Key", ""),
  ];

  for (const button of buttons) {
    button.setAttribute("aria-keyshortcuts", button.dataset.keys);
    button.title = keysOf(button)
      .map((key) => GERMAN[key] ?? key)
      .join(" + ");
  }
  document.querySelectorAll(".desk-keys").forEach((line) => (line.hidden = false));

  document.addEventListener("keydown", (event) => {
    if (event.getModifierState("AltGraph")) return;
    const keys = pressed(event).join("+");
    const button = buttons.find((one) => one.dataset.keys === keys);
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.form.requestSubmit(button);
  });
}
