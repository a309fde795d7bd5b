// Saves the form a moment after each change and shows how far the learner is. The page works without it.
(() => {
  "use strict";
  const form = document.getElementById("quiz");
  const saved = document.getElementById("saved");
  const count = document.getElementById("count");
  const bar = document.getElementById("progress");
  const total = Number(form.dataset.total);
  let timer = 0, version = 0, running = false;

  document.getElementById("save").hidden = true;

  const isAnswered = (card) => [...card.querySelectorAll("input, select, textarea")].some(
    (field) => field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim());

  const progress = () => {
    let answered = 0;
    for (const link of document.querySelectorAll("[data-for]")) {
      const done = isAnswered(document.getElementById(link.dataset.for + "-card"));
      link.classList.toggle("answered", done);
      answered += done;
    }
    bar.value = answered;
    count.textContent = count.dataset.words.replace("{n}", answered).replace("{t}", total);
  };

  const save = async () => {
    clearTimeout(timer);
    if (running) return;
    running = true;
    const sent = version;
    let ok = false;
    saved.textContent = saved.dataset.saving;
    try {
      const answer = await fetch("/save", {
        method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true,
        headers: { "X-Autosave": "1" }, redirect: "error",
      });
      ok = answer.ok;
      saved.textContent = ok ? saved.dataset.saved : (await answer.text()) || saved.dataset.unsaved;
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
      const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
      const next = fields[fields.indexOf(field) + 1];
      if (next) next.focus();
    }
  });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
