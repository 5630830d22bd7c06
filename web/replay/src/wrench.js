// The reaction wrench of the chosen joint, at its origin, in the child's frame.
import { Arrow } from "./arrows.js";

export const REACTION = "#d6006e";
export const MOMENT = "#7a3ff2";
const LONGEST = 0.55; // arrow of the largest one of the run [m]

export class Wrench {
  constructor() {
    this.force = new Arrow(REACTION, 1);
    this.moment = new Arrow(MOMENT, 1, 2);
    this.visible = true;
  }

  /** Show that of another joint: the arrows hang on its child. */
  choose(run, joint, link) {
    this.joint = joint;
    this.largest = { f: largest(run, joint, "f"), m: largest(run, joint, "m") };
    this.force.length = LONGEST / (this.largest.f || 1);
    this.moment.length = LONGEST / (this.largest.m || 1);
    link.add(this.force.group, this.moment.group);
  }

  update(run) {
    for (const [arrow, kind] of [[this.force, "f"], [this.moment, "m"]]) {
      const [x, y, z] = ["x", "y", "z"].map((axis) => run.at(`${this.joint}.${kind}${axis}`));
      arrow.show(x, y, z);
      arrow.group.visible &&= this.visible;
    }
  }
}

/** Return the largest magnitude of a joint's force or moment over the run. */
function largest(run, joint, kind) {
  const axes = ["x", "y", "z"].map((axis) => run.values.get(`${joint}.${kind}${axis}`));
  if (axes.some((values) => !values)) return 0;
  return axes[0].reduce((most, x, i) => Math.max(most, Math.hypot(x, axes[1][i], axes[2][i])), 0);
}
