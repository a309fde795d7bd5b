"use strict";
(() => {
  const table = document.querySelector("#learners");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const text = document.querySelector("#filter");
  const status = document.querySelector("#status");
  const shown = document.querySelector("#shown");
  const keys = rows.map((row) => row.textContent.toLowerCase());

  const filter = () => {
    const wanted = text.value.trim().toLowerCase();
    let count = 0;
    rows.forEach((row, place) => {
      const fits = (!wanted || keys[place].includes(wanted))
        && (!status.value || row.querySelector(`.s-${status.value}`) !== null);
      row.hidden = !fits;
      count += fits;
    });
    shown.textContent = `${count} / ${rows.length}`;
  };

  const sort = (column, descending) => {
    const value = (row) => {
      const content = row.cells[column].textContent.trim();
      const number = Number.parseFloat(content);
      return Number.isNaN(number) ? content : number;
    };
    const order = rows.map((row) => [value(row), row]);
    order.sort(([a], [b]) => {
      const numbers = typeof a === "number" && typeof b === "number";
      const mixed = (typeof a === "number") - (typeof b === "number");
      return numbers ? a - b : mixed || String(a).localeCompare(String(b));
    });
    if (descending) order.reverse();
    body.append(...order.map(([, row]) => row));
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  };

  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (button) button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
  });
  text.addEventListener("input", filter);
  status.addEventListener("change", filter);
  filter();
})();
