"use strict";
(function () {
  // Zonder dit programma staat alles er; met dit programma kan de lezer kiezen.
  const form = document.getElementById("zeef");
  const cards = Array.from(document.querySelectorAll(".kaart"));
  const remarks = Array.from(document.querySelectorAll(".meldingen.los > li"));
  const field = (name) => document.getElementById("zeef-" + name);
  const value = (name) => (field(name) ? field(name).value : "");
  if (!cards.length && !remarks.length) return;
  const has = (list, wanted) => !wanted || (list || "").split(" ").includes(wanted);
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  function choose() {
    const words = plain(value("tekst")).split(/\s+/).filter(Boolean);
    const says = (element) => { const text = plain(element.textContent); return words.every((word) => text.includes(word)); };
    let shown = 0;
    for (const card of cards) {
      const fits = has(card.dataset.uitkomst, value("uitkomst")) && has(card.dataset.sector, value("sector")) && has(card.dataset.ernst, value("ernst")) && says(card);
      card.classList.toggle("weg", !fits);
      shown += fits ? 1 : 0;
    }
    let listed = 0;
    for (const remark of remarks) {
      const fits = !value("uitkomst") && !value("sector") && has(remark.dataset.ernst, value("ernst")) && says(remark);
      remark.classList.toggle("weg", !fits);
      listed += fits ? 1 : 0;
    }
    field("telling").textContent = shown + " van " + cards.length + " eisen" + (remarks.length ? " en " + listed + " van " + remarks.length + " meldingen over tekst en cijfers" : "") + ".";
  }
  form.addEventListener("input", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(choose));
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.classList.contains("weg")) { form.reset(); choose(); target.scrollIntoView(); }
  });
  form.hidden = false;
  choose();
})();
