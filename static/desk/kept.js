// What was typed stays in this browser until the server has saved it, or its owner signs out.
//
// A form that has a `.desk-kept` in it is kept under its account and address, and a mark: of two
// tabs neither takes the other's text away. The mark is sent with the text; what was saved comes
// back with a cookie of it, what was not with the mark itself.
{
  const OURS = "desk:";
  const SAVED = "saved-";
  const LEAVING = "desk-leaving"; // whose account somebody is signing out of
  const MARK = "kept_as";
  const DAYS = 14; // then nobody comes back for it
  const PAUSE = 500; // milliseconds after the last key

  const editors = new WeakMap();
  document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
    editors.set(target, editor);
  });

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(OURS));
  const read = (key) => JSON.parse(localStorage.getItem(key));

  function forgetWhatIsSaved() {
    for (const cookie of document.cookie.split("; ")) {
      const [name] = cookie.split("=");
      if (!name.startsWith(SAVED)) continue;
      const mark = name.slice(SAVED.length);
      keys().forEach((key) => read(key).mark === mark && localStorage.removeItem(key));
      document.cookie = `${name}=; path=/admin/; max-age=0`;
    }
    const old = Date.now() - DAYS * 86_400_000;
    keys().forEach((key) => read(key).at < old && localStorage.removeItem(key));
  }

  // On the page that says so, and not before: one may stay after the warning. At a computer that
  // several use, what others wrote stays.
  function forgetAfterSignOut() {
    document.querySelector("#logout-form")?.addEventListener("submit", ({ target }) => {
      sessionStorage.setItem(LEAVING, target.dataset.account);
    });
    if (!location.pathname.endsWith("/logout/")) return;
    const theirs = `${OURS}${sessionStorage.getItem(LEAVING)}:`;
    keys().forEach((key) => key.startsWith(theirs) && localStorage.removeItem(key));
  }

  // Names and values, as they would be sent; no files, no passwords, no marks of the page.
  function fieldsOf(form) {
    const isKept = ([name, value]) =>
      typeof value === "string" &&
      !["csrfmiddlewaretoken", MARK].includes(name) &&
      form.querySelector(`[type=password][name="${CSS.escape(name)}"]`) === null;
    return [...new FormData(form)].filter(isKept);
  }

  function keep(box, form) {
    const { account, revision, unsaved } = box.dataset;
    const place = `${OURS}${account}:${location.pathname}:`;
    const mark = document.createElement("input");
    const now = () => JSON.stringify(fieldsOf(form));
    let before = null; // as it was opened
    let waiting = null;
    let leaving = false;

    mark.type = "hidden";
    mark.name = MARK;
    mark.value = unsaved || crypto.getRandomValues(new Uint32Array(3)).join("");
    form.append(mark);

    const isUnsaved = () => unsaved !== undefined || (before !== null && now() !== before);

    function write() {
      clearTimeout(waiting);
      waiting = null;
      if (!isUnsaved()) return;
      const kept = { mark: mark.value, at: Date.now(), revision, fields: fieldsOf(form) };
      // Where it is full, or not allowed, the warning before leaving remains.
      ifAllowed(() => localStorage.setItem(place + mark.value, JSON.stringify(kept)));
    }

    function begin() {
      // By now all other scripts have made of the fields what they make of them.
      before ??= now();
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(write, PAUSE);
    }

    for (const kind of ["focusin", "pointerdown", "keydown"]) {
      document.addEventListener(kind, begin, { capture: true });
    }
    for (const kind of ["input", "change", "click", "keyup", "formset:added", "formset:removed"]) {
      form.addEventListener(kind, later);
    }
    form.addEventListener("submit", () => {
      write();
      leaving = true;
    });
    addEventListener("pagehide", () => waiting && write());
    addEventListener("pageshow", () => (leaving = false));
    addEventListener("beforeunload", (event) => {
      if (!leaving && isUnsaved()) event.preventDefault();
    });

    function offerNewest() {
      const isOther = (key) => key.startsWith(place) && key !== place + mark.value;
      const [kept] = keys().filter(isOther).map(read).sort((one, other) => other.at - one.at);
      if (kept) offer(box, form, kept, { take, discard, leave: () => (leaving = true) });
    }

    // From now on it is this page's text.
    function take(kept) {
      begin();
      mark.value = kept.mark;
    }

    function discard(kept) {
      localStorage.removeItem(place + kept.mark);
      offerNewest();
    }

    if (unsaved === undefined) ifAllowed(offerNewest);
    else write();
  }

  function offer(box, form, kept, { take, discard, leave }) {
    const words = document.querySelector("template#kept").content.cloneNode(true);
    const isOlder = kept.revision !== box.dataset.revision;
    words.querySelector("time").textContent = inWords(new Date(kept.at));
    words.querySelector("span").hidden = !isOlder;
    words.querySelector("[name=insert]").addEventListener("click", () => {
      take(kept);
      box.replaceChildren();
      if (isOlder) {
        leave();
        send(form, kept);
      } else {
        insert(form, kept.fields);
        form.querySelector("input:not([type=hidden]), textarea")?.focus();
      }
    });
    words.querySelector("[name=discard]").addEventListener("click", () => {
      box.replaceChildren();
      discard(kept);
    });
    // A moment later, so that screen readers notice that it came.
    setTimeout(() => box.replaceChildren(words), 100);
  }

  function inWords(at) {
    const time = `${at.getHours()}.${String(at.getMinutes()).padStart(2, "0")} Uhr`;
    const isToday = at.toDateString() === new Date().toDateString();
    return isToday ? time : `${at.toLocaleDateString("de-DE", { dateStyle: "medium" })}, ${time}`;
  }

  // To the server, which knows what was saved since, saves nothing and shows both.
  function send(form, { fields, mark }) {
    const sent = document.createElement("form");
    sent.method = "post";
    sent.enctype = form.enctype;
    sent.hidden = true;
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...fields, [MARK, mark], ["csrfmiddlewaretoken", token]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  }

  function insert(form, fields) {
    addParts(fields);
    const sent = new Map();
    fields.forEach(([name, value]) => sent.set(name, [...(sent.get(name) ?? []), value]));
    for (const field of form.elements) {
      if (!field.name || [MARK, "csrfmiddlewaretoken"].includes(field.name)) continue;
      if (["file", "password", "submit", "button"].includes(field.type)) continue;
      fill(field, sent.get(field.name) ?? []);
    }
    form.dispatchEvent(new CustomEvent("desk:inserted", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function addParts(fields) {
    for (const [name, value] of fields) {
      const total = name.endsWith("-TOTAL_FORMS") && document.getElementById(`id_${name}`);
      if (!total) continue;
      const prefix = name.slice(0, -"-TOTAL_FORMS".length);
      const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
      for (let missing = value - total.value; add && missing > 0; missing--) add.click();
    }
  }

  function fill(field, values) {
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = values.includes(field.value);
    } else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (values.length) {
      field.value = values[0];
      editors.get(field)?.commands.setContent(values[0], { emitUpdate: false });
    }
  }

  // Where the browser may keep nothing, all else goes on.
  function ifAllowed(step) {
    try {
      step();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  ifAllowed(forgetWhatIsSaved);
  ifAllowed(forgetAfterSignOut);
  const box = document.querySelector(".desk-kept");
  if (box) keep(box, box.closest("form"));
}
