// The panel beside the picture: the chosen joint, its figures, its curves.
import { charts } from "./charts.js";
import { Curves } from "./curves.js";
import { element, told } from "./dom.js";
import { jointList } from "./joints.js";
import { torqueLimit } from "./limits.js";

const SPANS = [[4, "4 s"], [20, "20 s"], [0, "all"]];

export class Panel {
  constructor(clock, run, ghost, chosen) {
    Object.assign(this, { clock, run, ghost });
    this.list = jointList(run, chosen);
    this.facts = element("dl", { class: "replay-facts" });
    this.curves = new Curves(clock);
    const zooms = SPANS.map(([span, text]) =>
      element("button", { type: "button", onclick: () => this.#zoom(span), "data-span": span }, text),
    );
    this.zooms = element("div", { class: "replay-zooms", role: "group", "aria-label": "time seen" }, ...zooms);
    const head = element("div", { class: "replay-panel-head" }, this.list, this.zooms);
    this.element = element("div", { class: "replay-panel" }, head, this.facts, this.curves.element);
    this.#zoom(4);
  }

  #zoom(span) {
    for (const each of this.zooms.children) each.setAttribute("aria-pressed", Number(each.dataset.span) === span);
    this.curves.zoom(span);
  }

  /** Show another joint. */
  choose(actor, joint, slides) {
    this.joint = joint;
    this.slides = slides;
    this.name = `${actor}.${joint.name}`;
    this.list.value = `${actor}/${joint.name}`;
    this.curves.show(this.run.time, charts(this.run, this.name, joint, slides, this.ghost));
    this.update();
  }

  update() {
    const torque = this.run.held(`${this.name}.torque`);
    const velocity = this.run.held(`${this.name}.velocity`);
    const limit = torqueLimit(this.joint, velocity, Math.sign(torque) || 1);
    const unit = this.slides ? "N" : "N·m";
    const angle = this.run.held(`${this.name}.position`);
    const facts = {
      [this.slides ? "force" : "torque"]: `${told(torque)} ${unit}`,
      "limit now": `${told(limit)} ${unit}`,
      used: limit > 0 ? `${Math.round((100 * Math.abs(torque)) / limit)} %` : "–",
      power: `${told(torque * velocity)} W`,
      position: this.slides ? `${told(1000 * angle)} mm` : `${told((180 / Math.PI) * angle)}°`,
    };
    this.facts.replaceChildren(
      ...Object.entries(facts).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
    );
    this.curves.update();
  }
}
