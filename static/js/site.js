// What opening hours make of now is fetched anew at the instant when it stops being true.
(() => {
  const LONGEST = 86400000; // a timer for more than 24 days would end at once
  const timers = new WeakMap();
  let patience = 1000; // for a server whose clock is behind this one, or that can't be reached

  const watch = (state) => {
    const wait = Date.parse(state.dataset.until) - Date.now();
    const delay = wait > 0 ? Math.min(wait + 200, LONGEST) : (patience *= 2);
    clearTimeout(timers.get(state));
    timers.set(state, setTimeout(renew, delay, state));
  };
  const renew = (state) => {
    if (!state.isConnected) return;
    if (Date.parse(state.dataset.until) <= Date.now()) htmx.trigger(state, "due");
    watch(state);
  };
  const all = () => document.querySelectorAll("[data-until]");

  // htmx says so of the page and of each piece that it fetches.
  document.addEventListener("htmx:load", () => all().forEach(watch));
  // Timers stand still on a phone that sleeps.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) all().forEach(renew);
  });
})();

// htmx notes the address of the page in the browser. Nothing of a reader is kept, not even that.
(() => {
  const forget = () => {
    try {
      sessionStorage.removeItem("htmx-current-path-for-history");
    } catch {
      // Where storing is forbidden, nothing was stored.
    }
  };
  forget();
  document.addEventListener("htmx:replacedInHistory", forget);
})();
