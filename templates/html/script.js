// Wat de site met JavaScript meer kan: zoeken, en een verwijzing kopiëren. Zonder leest u alles ook.
(() => {
  "use strict";
  const make = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  // Een inhoudsopgave die op een telefoon dicht begint.
  const contents = document.querySelector("nav.inhoud details");
  const wide = matchMedia("(min-width: 62rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  // Een tabel of beeld dat niet schuift, is geen halte voor het toetsenbord.
  const sliding = new ResizeObserver(seen => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".schuif")) sliding.observe(box);

  // In een lange inhoudsopgave staat waar u bent in beeld.
  const here = document.querySelector("nav.inhoud [aria-current=page]");
  const list = here?.closest("nav.inhoud");
  if (list && list.scrollHeight > list.clientHeight) list.scrollTop = here.offsetTop - list.clientHeight / 2;

  // Het adres van een alinea die niet meer zo luidt: dan naar haar paragraaf.
  const arrive = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (name && !document.getElementById(name)) document.getElementById(name.replace(/\.[^.]*$/, ""))?.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  arrive();

  // Bij elke alinea een knop die de verwijzing kopieert.
  const say = text => {
    document.querySelector(".melding")?.remove();
    const note = make("p", { className: "melding", role: "status" }, text);
    document.body.append(note);
    setTimeout(() => note.remove(), 4000);
  };
  const reference = element => {
    let at = element;
    while (at && !(/^H[1-4]$/.test(at.tagName) && at.id)) at = at.previousElementSibling || at.parentElement;
    const words = at ? [...at.childNodes].filter(node => !node.classList?.contains("adres")).map(node => node.textContent).join("").trim() : "";
    const place = words ? (/^\d+\.\d/.test(words) ? `paragraaf ${words}` : /^\d/.test(words) ? `hoofdstuk ${words}` : words) : "";
    const address = location.href.replace(/#.*/, "") + "#" + element.id;
    return [document.body.dataset.verwijzing, place, address].filter(Boolean).join(", ");
  };
  const copy = async element => {
    try {
      await navigator.clipboard.writeText(reference(element));
      say("De verwijzing is gekopieerd.");
    } catch {
      location.hash = element.id;
      say("Het adres staat nu in de adresbalk.");
    }
  };
  for (const element of document.querySelectorAll(":is(article, .deel) p[id]")) {
    const button = make("button", { className: "alinea", type: "button", title: "Kopieer verwijzing naar deze alinea" }, "¶");
    button.setAttribute("aria-label", "Kopieer verwijzing naar deze alinea");
    button.tabIndex = -1;
    button.addEventListener("click", () => copy(element));
    element.append(" ", button);
  }
  for (const link of document.querySelectorAll("a.adres")) {
    link.addEventListener("click", () => copy(link.parentElement));
    link.setAttribute("aria-label", link.getAttribute("aria-label").replace("Adres van", "Kopieer verwijzing naar"));
  }
  // Met het toetsenbord: pas als iemand erom vraagt, anders staat er bij elke alinea een halte.
  const main = document.getElementById("inhoud");
  if (main?.querySelector(".alinea")) {
    const toggle = make("button", { className: "alinea-knop", type: "button" }, "Verwijzingen per alinea");
    toggle.setAttribute("aria-pressed", "false");
    toggle.addEventListener("click", () => {
      const on = document.body.classList.toggle("adressen");
      toggle.setAttribute("aria-pressed", String(on));
      for (const button of document.querySelectorAll(".alinea")) button.tabIndex = on ? 0 : -1;
    });
    (main.querySelector("article") || main).prepend(toggle);
  }

  // Zoeken.
  const form = document.querySelector("form.zoek");
  if (!form) return;
  const input = form.querySelector("input");
  const box = document.getElementById("gevonden");
  input.placeholder = "Zoek in het plan";
  form.hidden = false;
  const plain = word => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  let index;
  const load = source => new Promise((done, failed) => document.head.append(make("script", { src: source, onload: done, onerror: failed })));
  const ready = () => index ??= Promise.all([load("minisearch.js"), load("zoek.js")]).then(() => {
    const search = new MiniSearch({ idField: "adres", fields: ["titel", "tekst"], storeFields: ["titel", "hoofdstuk", "tekst"], processTerm: plain });
    search.addAll(window.opcZoek);
    return search;
  });
  const snippet = (text, terms) => {
    const words = terms.map(term => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`(${words.join("|")})`, "i");
    const at = Math.max(0, plain(text).search(pattern));
    const begin = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 60)));
    const part = (begin ? "… " : "") + text.slice(begin, begin + 180).trim() + (begin + 180 < text.length ? " …" : "");
    return part.split(new RegExp(`(${words.join("|")})`, "gi")).map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece));
  };
  const find = async () => {
    const query = input.value.trim();
    box.hidden = query.length < 2;
    if (box.hidden) return;
    const search = await ready();
    if (query !== input.value.trim()) return;
    const all = search.search(query, { prefix: true, fuzzy: term => (term.length > 4 ? 0.2 : false), boost: { titel: 4 }, combineWith: "AND" });
    const found = all.slice(0, 12);
    if (!found.length) {
      box.replaceChildren(make("p", {}, `Niets gevonden voor “${query}”.`));
      return;
    }
    const list = make("ul");
    for (const item of found) {
      const link = make("a", { href: item.id }, make("strong", {}, item.titel), make("small", {}, item.hoofdstuk === item.titel ? "" : item.hoofdstuk), make("small", {}, ...snippet(item.tekst, item.terms)));
      link.addEventListener("click", () => { box.hidden = true; });
      list.append(make("li", {}, link));
    }
    box.replaceChildren(make("p", {}, all.length === 1 ? "1 plek" : all.length > found.length ? `${all.length} plekken, de beste ${found.length} eerst` : `${all.length} plekken`), list);
  };
  input.addEventListener("input", find);
  input.addEventListener("focus", ready);
  form.addEventListener("submit", event => {
    event.preventDefault();
    box.querySelector("a")?.click();
  });
  form.addEventListener("keydown", event => {
    const links = [...box.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { box.hidden = true; input.focus(); }
    else if (event.key === "ArrowDown" && links.length) { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] || input).focus(); }
  });
  document.addEventListener("click", event => { if (!form.contains(event.target)) box.hidden = true; });
})();
