// What the text editor leaves to the page: words instead of icons, names for screen readers.
{
  // It would write a stylesheet into the page, which our policy forbids, unless it finds one. An
  // element of no namespace is enough for it and nothing to the browser; the rules are in desk.css.
  const stylesheet = document.createElementNS("", "style");
  stylesheet.setAttribute("data-tiptap-style", "");
  document.head.append(stylesheet);

  const words = {
    paragraph: "Absatz",
    heading3: "Überschrift",
    bulletList: "Liste",
    orderedList: "Nummern",
    bold: "Fett",
    italic: "Kursiv",
    link: "Link",
    unlink: "Link entfernen",
    "history:undo": "Rückgängig",
    "history:redo": "Wiederholen",
  };

  function nameButton(button) {
    button.textContent = button.title = words[button.dataset.name] ?? button.title;
    button.removeAttribute("aria-label");
    button.classList.remove("material-icons", "prose-menubar__button--heading");
    const tell = () => {
      button.setAttribute("aria-pressed", button.classList.contains("active"));
      button.setAttribute("aria-disabled", button.classList.contains("disabled"));
    };
    tell();
    new MutationObserver(tell).observe(button, { attributeFilter: ["class"] });
  }

  function nameEditor(textarea, text) {
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    label.id = `${textarea.id}_label`;
    label.addEventListener("click", () => text.focus());
    text.setAttribute("aria-labelledby", label.id);
    text.setAttribute("aria-multiline", "true");
    const help = textarea.getAttribute("aria-describedby");
    if (help) text.setAttribute("aria-describedby", help);
  }

  function nameAll(textarea, text) {
    const menu = text.parentElement.querySelector(".prose-menubar");
    menu.setAttribute("role", "toolbar");
    menu.setAttribute("aria-label", "Text gestalten");
    menu.querySelectorAll("button").forEach(nameButton);
    nameEditor(textarea, text);
  }

  document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
    // The menu comes a moment later.
    editor.on("create", () => nameAll(target, editor.view.dom));
  });
}
