// Says that this page is open, and who else has it open. Silent when the server is away.
{
  const EVERY = 30_000;
  const line = document.querySelector(".desk-presence");

  const signed = (fields) =>
    new URLSearchParams({
      csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
      ...fields,
    });

  async function tell() {
    if (document.visibilityState !== "visible") return;
    try {
      const { address } = line.dataset;
      const answer = await fetch(address, { method: "POST", body: signed(), redirect: "error" });
      const words = answer.ok ? await answer.text() : line.textContent;
      if (words !== line.textContent) line.textContent = words;
    } catch {
      // Next time.
    }
  }

  if (line) {
    tell();
    setInterval(tell, EVERY);
    document.addEventListener("visibilitychange", tell);
    addEventListener("pagehide", () => {
      navigator.sendBeacon(line.dataset.address, signed({ left: line.dataset.since }));
    });
  }
}
