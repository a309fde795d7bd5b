// The desk's one script. Every page works without it; with it answers are saved as they are typed, and the
// report follows the file.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);

  // Where one was, before a form was sent or a page reloaded.
  const place = "desk:" + location.pathname;
  const nameOf = (field) => field && (field.id ? "#" + CSS.escape(field.id)
    : field.name ? `[name="${CSS.escape(field.name)}"][value="${CSS.escape(field.value)}"], [name="${CSS.escape(field.name)}"]` : "");
  const remember = () => sessionStorage.setItem(place, JSON.stringify({ y: scrollY, focus: nameOf(document.activeElement) }));
  const goBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(place) || "null");
    sessionStorage.removeItem(place);
    if (!kept) return;
    const field = kept.focus && document.querySelector(kept.focus);
    if (field) field.focus({ preventScroll: true });
    scrollTo(0, kept.y);
  };
  for (const form of document.forms) form.addEventListener("submit", remember);

  // A fold opens where a link jumps.
  const unfold = (root) => {
    const target = location.hash.length > 1 && root.querySelector("#" + CSS.escape(location.hash.slice(1)));
    for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return target;
  };
  addEventListener("hashchange", () => { const target = unfold(document); if (target) target.scrollIntoView(); });

  const live = document.querySelector("[data-events]");
  if (live) {
    const state = byId("live-state"), bar = byId("live-progress"), trouble = byId("trouble");
    let shown = "";
    const keyOf = (fold) => {
      const inside = fold.querySelector(":scope > [id], :scope > * > li[id]");
      return (inside && inside.id) || fold.querySelector("summary").textContent.replace(/[\d\s]+/g, " ");
    };
    const show = (html) => {
      if (html === shown) return;
      const first = !live.querySelector(".verdict");
      const open = new Map([...live.querySelectorAll("details")].map((fold) => [keyOf(fold), fold.open]));
      const focus = live.contains(document.activeElement) ? nameOf(document.activeElement) || (document.activeElement.getAttribute("href") && `a[href="${CSS.escape(document.activeElement.getAttribute("href"))}"]`) : "";
      const page = document.createElement("template");
      page.innerHTML = html;
      for (const fold of page.content.querySelectorAll("details")) {
        const before = open.get(keyOf(fold));
        if (before !== undefined) fold.open = before;
      }
      const y = scrollY;
      live.style.minHeight = live.offsetHeight + "px";
      live.replaceChildren(page.content);
      scrollTo(0, y);
      live.style.minHeight = "";
      if (focus) { const field = live.querySelector(focus); if (field) field.focus({ preventScroll: true }); }
      if (first) unfold(live);
      shown = html;
    };
    const source = new EventSource(live.dataset.events);
    source.addEventListener("progress", (event) => {
      const data = JSON.parse(event.data);
      bar.hidden = false;
      bar.max = data.total;
      bar.value = data.done;
      state.textContent = data.text;
    });
    source.addEventListener("report", (event) => {
      const data = JSON.parse(event.data);
      bar.hidden = true;
      trouble.hidden = true;
      state.textContent = data.text;
      show(data.html);
    });
    source.addEventListener("trouble", (event) => {
      bar.hidden = true;
      trouble.hidden = false;
      trouble.textContent = JSON.parse(event.data).text;
      state.textContent = state.dataset.waiting;
    });
    source.addEventListener("error", () => { state.textContent = state.dataset.lost; });
    addEventListener("pagehide", () => source.close());
  }

  const form = document.querySelector("form#quiz");
  if (form) {
    const saved = byId("saved"), count = byId("count"), bar = byId("progress"), base = byId("base");
    const total = Number(form.dataset.total);
    let timer = 0, version = 0, running = false;
    byId("save").hidden = true;

    const isAnswered = (card) => [...card.querySelectorAll(".field input, .field select, .field textarea")].some(
      (field) => field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim());

    const progress = () => {
      let answered = 0;
      for (const link of document.querySelectorAll("[data-for]")) {
        const done = isAnswered(byId(link.dataset.for + "-card"));
        link.classList.toggle("answered", done);
        answered += done;
      }
      bar.value = answered;
      count.textContent = count.dataset.words.replace("{n}", answered).replace("{t}", total);
    };

    const tell = (conflicts) => {
      const open = new Set(conflicts.map((one) => one.question));
      for (const box of form.querySelectorAll(".conflict")) if (!open.has(box.dataset.question)) box.remove();
      for (const one of conflicts) {
        const card = byId(one.question + "-card");
        let box = card.querySelector(".conflict");
        if (!box) {
          box = byId("conflict").content.firstElementChild.cloneNode(true);
          box.dataset.question = one.question;
          box.querySelector("[name=take]").value = one.question;
          box.querySelector(".keep").addEventListener("click", () => {
            const known = JSON.parse(base.value);
            known[one.question] = JSON.parse(box.dataset.base);
            base.value = JSON.stringify(known);
            save();
          });
          card.insertBefore(box, card.querySelector(".field"));
        }
        box.dataset.base = one.base;
        box.querySelector(".in-file").textContent = one.in_file;
        box.querySelector(".on-page").textContent = one.on_page;
      }
    };

    const save = async () => {
      clearTimeout(timer);
      if (running) return;
      running = true;
      const sent = version;
      let ok = false;
      saved.textContent = saved.dataset.saving;
      try {
        const answer = await fetch(form.dataset.save, {
          method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true,
          headers: { "X-Autosave": "1" }, redirect: "error",
        });
        ok = answer.ok;
        if (ok) {
          const told = await answer.json();
          base.value = JSON.stringify({ ...JSON.parse(base.value), ...told.base });
          tell(told.conflicts);
          ok = !told.conflicts.length;
          saved.textContent = ok ? saved.dataset.saved : saved.dataset.conflict;
        } else {
          saved.textContent = (await answer.text()) || saved.dataset.unsaved;
        }
      } catch {
        saved.textContent = saved.dataset.unsaved;
      }
      saved.classList.toggle("trouble", !ok);
      running = false;
      if (ok && sent !== version) save();
    };

    form.addEventListener("input", () => {
      version += 1;
      progress();
      clearTimeout(timer);
      timer = setTimeout(save, 500);
    });
    form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(save, 50); });
    form.addEventListener("keydown", (event) => {
      const field = event.target;
      if (event.key === "Enter" && field.tagName === "INPUT") {
        event.preventDefault(); // Enter saves and goes on; only the button grades.
        const fields = [...form.querySelectorAll("input:not([type=hidden]):enabled, select:enabled, textarea:enabled, .bar button")];
        const next = fields[fields.indexOf(field) + 1];
        if (next) next.focus();
      }
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  }
  goBack();
})();
