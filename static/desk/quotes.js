// Facts to quote in texts: picked from a list, put where somebody was writing last.
{
  // The editors of rich texts, by the element that one writes in.
  const editors = new WeakMap();

  document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
    editor.on("create", () => editors.set(editor.view.dom, { field: target, editor }));
  });

  const NO_PLACE = "Klicken Sie zuerst in den Text, in dem die Angabe stehen soll.";

  const labelOf = (field) =>
    document.querySelector(`label[for="${field.id}"]`)?.textContent.trim().replace(/:$/, "");

  function write({ field, editor }, words) {
    if (editor) {
      editor.chain().focus().insertContent({ type: "text", text: words }).run();
      return;
    }
    field.focus();
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const fold = document.querySelector(".desk-quotes");
    const [picker, list, hint, said] = ["[hidden]", "dl", ".place", "[role=status]"].map((one) =>
      fold.querySelector(one),
    );
    const names = fold.dataset.fields.split(" ");
    let place = null;

    // The fields of parts have their number in their name.
    const isText = (field) => names.includes(field.name?.replace(/-\d+-/, "-"));

    document.addEventListener("focusin", ({ target }) => {
      const focused = editors.get(target.closest(".ProseMirror")) ?? { field: target };
      if (isText(focused.field)) {
        place = focused;
        hint.textContent = `Kommt in das Feld „${labelOf(place.field)}“, wo Sie zuletzt waren.`;
      }
    });

    picker.querySelector("button").addEventListener("click", () => {
      if (!place?.field.isConnected) {
        place = null;
        hint.textContent = said.textContent = NO_PLACE;
        return;
      }
      const words = picker.querySelector("select").value;
      write(place, words);
      said.textContent = `${words} steht jetzt im Feld „${labelOf(place.field)}“.`;
    });

    picker.hidden = false;
    list.hidden = true;
  });
}
