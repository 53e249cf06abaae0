// opc serve: de bevindingen naast de tekst, en een nieuwe bladzijde zodra er een bestand is bewaard.
(() => {
  "use strict";
  const { versie, storing, bevindingen } = window.opcVoorbeeld;
  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const words = text => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) || [];
  const note = finding => {
    const element = make("div", `opc-bevinding opc-${finding.ernst}`, make("p", "", make("strong", "", finding.ernst), `: ${finding.tekst}`));
    element.setAttribute("role", "note");
    if (finding.hint) element.append(make("p", "", finding.hint));
    element.append(make("small", "", `${finding.plek} · ${finding.eis}`));
    return element;
  };

  // Een bevinding hoort bij het stuk van de bladzijde waarin de meeste woorden van haar regel staan.
  const page = decodeURIComponent(location.pathname.split("/").pop()) || "index.html";
  const main = document.querySelector("main");
  const places = main ? [...main.querySelectorAll("h1, h2, h3, h4, p[id], li, tr, caption, figcaption")].map(element => [element, new Set(words(element.textContent))]) : [];
  const place = line => {
    const wanted = [...new Set(words(line.replace(/\{[^}]*\}|\]\([^)]*\)/g, " ")))];
    let best = null, most = 0.5;
    for (const [element, held] of places) {
      const share = wanted.filter(word => held.has(word)).length / (wanted.length || 1) - held.size / 1e5;
      if (share > most) [best, most] = [element, share];
    }
    return best;
  };
  for (const finding of bevindingen.filter(item => item.bladzijde === page)) {
    const found = place(finding.regel) || main.querySelector("h1") || main.firstElementChild;
    const block = found.closest(".tabel, figure, ul, ol, .kader, .voorbeeld") || found;
    block.after(note(finding));
  }

  // Alles bij elkaar, ook wat in een ander bestand of op een andere bladzijde staat; het ergste eerst.
  const sorts = ["fout", "waarschuwing", "opmerking"];
  const counts = sorts.map(name => bevindingen.filter(item => item.ernst === name).length);
  const panel = make("details", "", make("summary", "", `${counts[0]} ${counts[0] === 1 ? "fout" : "fouten"}, ${counts[1]} ${counts[1] === 1 ? "waarschuwing" : "waarschuwingen"}, ${counts[2]} ${counts[2] === 1 ? "opmerking" : "opmerkingen"}`));
  const inner = make("div", "opc-binnen");
  if (storing) {
    panel.open = true;
    inner.append(make("p", "opc-storing opc-fout", storing));
  }
  for (const finding of sorts.flatMap(name => bevindingen.filter(item => item.ernst === name))) {
    const element = note(finding);
    if (finding.bladzijde && finding.bladzijde !== page) {
      const link = make("a", "", "Naar die bladzijde");
      link.href = encodeURI(finding.bladzijde);
      element.append(link);
    }
    inner.append(element);
  }
  panel.append(inner);
  panel.open ||= sessionStorage.opcPaneel === "open" || !document.querySelector(".blad");
  panel.addEventListener("toggle", () => { sessionStorage.opcPaneel = panel.open ? "open" : "dicht"; });
  const corner = make("aside", "opc-paneel", panel);
  corner.setAttribute("aria-label", "Bevindingen");
  document.body.append(corner);

  // De plaats op de bladzijde blijft bij het verversen.
  const key = `opc-plaats ${location.pathname}`;
  if (sessionStorage[key]) scrollTo({ top: Number(sessionStorage[key]), behavior: "instant" });
  sessionStorage.removeItem(key);
  const news = new EventSource("_opc/nieuw");
  news.onmessage = event => {
    if (Number(event.data) === versie) return;
    sessionStorage[key] = String(scrollY);
    news.close();
    location.reload();
  };
  news.onerror = () => {
    if (!corner.querySelector(".opc-weg")) corner.prepend(make("p", "opc-storing opc-weg", "opc serve is gestopt: deze bladzijde ververst niet meer."));
  };
  news.onopen = () => corner.querySelector(".opc-weg")?.remove();
})();
