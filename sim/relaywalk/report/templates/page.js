"use strict";
// Sorting: each heading of a sortable table becomes a button.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  };
  const compare = (a, b, column) => {
    const [x, y] = [key(a, column), key(b, column)];
    if (x !== null && y !== null) return x - y;
    return a.cells[column].textContent.localeCompare(b.cells[column].textContent, "en", { numeric: true });
  };
  const sort = (head, column) => {
    // Numbers fall at first, so that the largest load is on top; words rise.
    const numeric = [...body.rows].some((row) => key(row, column) !== null);
    const now = head.getAttribute("aria-sort");
    const rising = now ? now === "descending" : !numeric;
    const missing = (row) => numeric && key(row, column) === null;
    const rows = [...body.rows].sort((a, b) => {
      if (missing(a) || missing(b)) return missing(a) - missing(b);
      return (rising ? 1 : -1) * compare(a, b, column);
    });
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    body.append(...rows);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head, column));
    head.replaceChildren(button);
  });
}
// A table whose rows have owners can be asked for one of them; a narrow window shows
// one group of its columns at a time, besides those that are in none.
const asked = (table) => {
  const before = table.parentElement;
  if (!before.previousElementSibling?.classList.contains("asked")) {
    before.insertAdjacentHTML("beforebegin", '<div class="asked"></div>');
  }
  return before.previousElementSibling;
};
const choice = (table, label, options, choose) => {
  const select = document.createElement("select");
  select.append(...options.map((name) => new Option(name)));
  select.addEventListener("change", () => choose(select.value));
  const whole = document.createElement("label");
  whole.append(`${label} `, select);
  asked(table).append(whole);
  return whole;
};
for (const table of document.querySelectorAll("table.owned")) {
  const rows = [...table.tBodies[0].rows];
  const owners = [...new Set(rows.map((row) => row.dataset.owner))];
  if (owners.length < 2) continue;
  const all = `all ${owners.length}`;
  const show = (owner) => rows.forEach((row) => { row.hidden = owner !== all && row.dataset.owner !== owner; });
  choice(table, "Joints of", [...owners, all], show);
  show(owners[0]);
}
for (const table of document.querySelectorAll("table.grouped")) {
  const heads = [...table.tHead.rows[0].cells];
  const groups = [...new Set(heads.map((head) => head.dataset.group).filter(Boolean))];
  const show = (group) => heads.forEach((head, column) => {
    const waits = Boolean(head.dataset.group) && head.dataset.group !== group;
    for (const row of table.rows) row.cells[column].classList.toggle("waits", waits);
  });
  choice(table, "Columns:", groups, show).classList.add("narrow");
}
// Body map: pointing at a joint, tapping it or reaching it by key tells its figures.
for (const map of document.querySelectorAll(".map")) {
  const readout = map.querySelector(".readout");
  for (const joint of map.querySelectorAll(".joint")) {
    const tell = () => { readout.textContent = joint.getAttribute("aria-label"); };
    for (const event of ["mouseenter", "focus", "click"]) joint.addEventListener(event, tell);
  }
}
