// The time line: phases of every actor, events, and where the time is; dragging scrubs.
import { element } from "./dom.js";

const ROOM = 6.4; // width of a letter of a phase's name [px]

export function timeline(clock, run) {
  const part = (time) => 100 * Math.min(Math.max((time - clock.start) / (clock.end - clock.start || 1), 0), 1);
  const lanes = element("div", { class: "replay-lanes" });
  for (const actor of Object.keys(run.actors)) lanes.append(lane(actor, run, part));
  for (const event of run.events) lanes.append(mark(event, part));
  const head = element("div", { class: "replay-head" });
  lanes.append(head, ticks(clock, part));
  const slider = element("div", {
    class: "replay-timeline",
    role: "slider",
    tabindex: 0,
    "aria-label": "time",
    "aria-valuemin": clock.start,
    "aria-valuemax": clock.end,
  });
  slider.append(element("div", { class: "replay-names" }, ...Object.keys(run.actors).map((n) => element("span", {}, n))), lanes);
  clock.listen(() => {
    head.style.left = `${part(clock.time)}%`;
    slider.setAttribute("aria-valuenow", clock.time.toFixed(2));
    slider.setAttribute("aria-valuetext", `${clock.time.toFixed(2)} s`);
  });
  scrubbing(clock, lanes);
  new ResizeObserver(() => fit(lanes)).observe(lanes);
  return slider;
}

function lane(actor, run, part) {
  const own = run.phases.filter((phase) => phase.actor === actor);
  const bars = own.map((phase, index) =>
    element(
      "div",
      {
        class: `replay-phase ${phase.outcome === "done" ? "" : "open"} shade${index % 2}`,
        title: `${actor}: ${phase.name}, ${phase.from.toFixed(2)} … ${phase.to.toFixed(2)} s, ${phase.outcome}`,
        style: `left:${part(phase.from)}%;width:${part(phase.to) - part(phase.from)}%`,
      },
      element("span", {}, phase.name),
    ),
  );
  return element("div", { class: "replay-lane" }, ...bars);
}

function mark(event, part) {
  const title = `${event.from.toFixed(2)} s: ${event.text}`;
  const style = `left:${part(event.from)}%;width:${part(event.to) - part(event.from)}%`;
  return element("div", { class: `replay-event ${event.kind}`, title, style });
}

function ticks(clock, part) {
  const rough = (clock.end - clock.start) / 8 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const made = element("div", { class: "replay-ticks" });
  for (let n = Math.ceil(clock.start / step); n * step <= clock.end; n++) {
    made.append(element("span", { style: `left:${part(n * step)}%` }, `${Number((n * step).toFixed(3))}`));
  }
  return made;
}

function scrubbing(clock, lanes) {
  const seek = (event) => {
    const { left, width } = lanes.getBoundingClientRect();
    clock.seek(clock.start + ((event.clientX - left) / width) * (clock.end - clock.start));
  };
  lanes.addEventListener("pointerdown", (event) => {
    lanes.setPointerCapture(event.pointerId);
    clock.playing = false;
    seek(event);
  });
  lanes.addEventListener("pointermove", (event) => lanes.hasPointerCapture(event.pointerId) && seek(event));
}

/** Show the names of those phases that have room for them. */
function fit(lanes) {
  for (const name of lanes.querySelectorAll(".replay-phase span")) {
    name.hidden = ROOM * name.textContent.length + 8 > name.parentElement.clientWidth;
  }
}
