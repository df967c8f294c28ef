// The text editor speaks the language of its text; its buttons stay German.
document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
  if (!target.lang) return;
  editor.on("create", () => {
    editor.view.dom.lang = target.lang;
    editor.view.dom.dir = target.dir;
    if (target.autofocus) editor.commands.focus();
  });
});
