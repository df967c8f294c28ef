// Within the frame of a preview one stays in the preview, wherever one clicks.
{
  const frame = document.querySelector(".preview-frame iframe");
  const tools = document.querySelector("#preview-tools");
  // The frame's own addresses: what stands before the path of the public page.
  const pages = () => {
    const [, before] = frame.contentWindow.location.pathname.match(/^(.*?\/seite\/)/) ?? [];
    return before;
  };
  const query = () => new URLSearchParams(frame.contentWindow.location.search).get("zeit");

  // Where the preview shows a page of the site; null for what is none.
  function shown(address) {
    const url = new URL(address, frame.contentWindow.location);
    if (url.origin !== location.origin || url.pathname.startsWith("/admin/")) return null;
    if (url.pathname.startsWith("/static/")) return null;
    const zeit = query();
    if (zeit !== null) url.searchParams.set("zeit", zeit);
    return pages() + url.pathname.slice(1) + url.search + url.hash;
  }

  function stay(inner) {
    inner.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      const samePage = link?.getAttribute("href").startsWith("#");
      if (!link || samePage || event.defaultPrevented || !/^https?:/.test(link.href)) return;
      event.preventDefault();
      const address = shown(link.href);
      if (!address || address.includes("/dateien/")) window.open(address ?? link.href, "_blank", "noopener");
      else frame.contentWindow.location.assign(address);
    });
    inner.addEventListener("submit", (event) => {
      event.preventDefault();
      const url = new URL(event.target.action);
      url.search = new URLSearchParams(new FormData(event.target, event.submitter));
      frame.contentWindow.location.assign(shown(url));
    });
    // What a script of the page fetches: from the preview too, and nothing of the present.
    inner.addEventListener("htmx:configRequest", (event) => {
      const address = shown(event.detail.path || inner.location.href);
      if (address) event.detail.path = address;
      else event.preventDefault();
    });
  }

  // The choices follow where one has gone within the frame.
  function follow() {
    const path = frame.contentWindow.location.pathname.slice(pages().length);
    const [, language, page] = path.match(/^([^/]+)\/(.*)$/) ?? [];
    const { sprache, seite } = tools.elements;
    if (![...sprache.options].some((one) => one.value === language)) return;
    sprache.value = language;
    if (![...seite.options].some((one) => one.value === page)) seite.add(new Option(`/${page}`, page));
    seite.value = page;
    remember();
  }

  const remember = () =>
    history.replaceState(null, "", `?${new URLSearchParams(new FormData(tools))}${location.hash}`);

  function choose() {
    const { sprache, seite, zeit, breite } = tools.elements;
    frame.parentElement.dataset.width = breite.value;
    const instant = new URLSearchParams({ zeit: zeit.value });
    const wanted = `${frame.dataset.pages}${sprache.value}/${seite.value}?${instant}`;
    const current = frame.contentWindow.location;
    if (current.pathname + current.search !== wanted) current.replace(wanted);
    remember();
  }

  const known = new WeakSet();
  const begin = () => {
    if (!pages() || known.has(frame.contentDocument)) return;
    known.add(frame.contentDocument);
    stay(frame.contentDocument);
    if (tools) follow();
  };
  frame.addEventListener("load", begin);
  if (frame.contentDocument?.readyState === "complete") begin();
  tools?.addEventListener("change", choose);

  for (const button of document.querySelectorAll("[data-copies]")) {
    if (!navigator.clipboard) break;
    const field = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      field.select();
      button.textContent = "Kopiert";
    });
  }
}
