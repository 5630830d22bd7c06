// The curves of the chosen joint, and beside each what it is at the moment shown.
import uPlot from "uplot";
import { element, told } from "./dom.js";

const GRID = { stroke: "#e6e9ee", width: 1 };
const INK = "#5c6570";
const FONT = '11px system-ui, "DejaVu Sans", sans-serif';
const HEIGHT = 118; // of one plot [px]
const MARGIN = 0.06; // above and below the curves, of their span [-]

export class Curves {
  /** Make the plots of a clock's time; `spans` [s] are what may be seen of it at once. */
  constructor(clock) {
    this.clock = clock;
    this.element = element("div", { class: "replay-curves" });
    this.span = 0;
    this.plots = [];
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  /** Draw other curves: `title`, `unit`, `lines` of `label`, `values`, `colour`, `dash`. */
  show(time, charts) {
    for (const { plot } of this.plots) plot.destroy();
    this.time = time;
    this.plots = charts.map((chart) => this.#chart(chart));
    this.element.replaceChildren(...this.plots.map(({ block }) => block));
    this.window = null;
    this.#fit();
    this.update();
  }

  #chart(chart) {
    const values = element("span", { class: "replay-values" });
    const head = element("div", { class: "replay-chart-head" }, element("b", {}, `${chart.title} [${chart.unit}]`), values);
    const holder = element("div", { class: "replay-chart" });
    const block = element("div", {}, head, holder);
    const plot = new uPlot(this.#options(chart), [this.time, ...chart.lines.map(({ values: v }) => v)], holder);
    plot.over.append(element("div", { class: "replay-cursor" }));
    this.#seeking(plot);
    const readouts = chart.lines.filter(({ quiet }) => !quiet).map((line) => {
      const text = element("span", { style: `color:${line.colour}` });
      values.append(text);
      return { line, text };
    });
    return { plot, holder, block, readouts };
  }

  #options(chart) {
    const [low, high] = range(chart);
    const series = chart.lines.map(({ label, colour, dash, width }) => ({
      label, stroke: colour, dash, width: width ?? 1.5, points: { show: false }, spanGaps: false,
    }));
    const axis = { stroke: INK, font: FONT, grid: GRID, ticks: { ...GRID, size: 4 }, size: 24 };
    return {
      width: 300,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: [low, high] } },
      axes: [{ ...axis, space: 46 }, { ...axis, size: 46, space: 26, values: (_, marks) => marks.map(mark) }],
      series: [{}, ...series],
      padding: [6, 10, 0, 0],
      hooks: { draw: [(plot) => this.#point(plot)] },
    };
  }

  // A tap or a drag on a plot goes to that moment.
  #seeking(plot) {
    const seek = (event) => {
      const { left } = plot.over.getBoundingClientRect();
      this.clock.playing = false;
      this.clock.seek(plot.posToVal(event.clientX - left, "x"));
    };
    plot.over.addEventListener("pointerdown", (event) => {
      plot.over.setPointerCapture(event.pointerId);
      this.held = this.window; // the time axis stays while it is dragged along
      seek(event);
    });
    plot.over.addEventListener("pointermove", (event) => plot.over.hasPointerCapture(event.pointerId) && seek(event));
    plot.over.addEventListener("lostpointercapture", () => {
      this.held = null;
      this.update();
    });
  }

  #fit() {
    for (const { plot, holder } of this.plots) {
      const width = holder.clientWidth;
      if (width && width !== plot.width) plot.setSize({ width, height: HEIGHT });
    }
    this.update();
  }

  /** See so much of the time at once [s]; all of it if 0. */
  zoom(span) {
    this.span = span;
    this.window = null;
    this.update();
  }

  /** Put the cursor at the time shown. */
  update() {
    if (!this.plots.length) return;
    const [from, to] = this.held ?? this.#window();
    const moved = !this.window || this.window[0] !== from || this.window[1] !== to;
    this.window = [from, to];
    for (const { plot, readouts } of this.plots) {
      if (moved) plot.setScale("x", { min: from, max: to });
      else this.#point(plot);
      for (const { line, text } of readouts) text.textContent = `${line.label} ${told(line.now())}`;
    }
  }

  // The scale of a plot that waits to be drawn is not there yet: it is pointed at then.
  #point(plot) {
    const place = plot.valToPos(this.clock.time, "x");
    const cursor = plot.over.querySelector(".replay-cursor");
    if (cursor && Number.isFinite(place)) cursor.style.transform = `translateX(${place}px)`;
  }

  // Of a long time a part, the moment shown in its middle.
  #window() {
    const { start, end, time } = this.clock;
    if (!this.span || this.span >= end - start) return [start, end];
    const from = Math.min(Math.max(time - this.span / 2, start), end - this.span);
    return [from, from + this.span];
  }
}

/** Return a number of an axis in words. */
function mark(value) {
  return `${Number(value.toPrecision(6))}`.replace("-", "−");
}

/** Return the least and the greatest value to be seen, with a margin. */
function range(chart) {
  let [low, high] = [0, 0];
  for (const { values, beyond } of chart.lines) {
    if (beyond) continue;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const margin = MARGIN * (high - low) || 1;
  return [low - margin, high + margin];
}
