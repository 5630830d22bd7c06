// Pushes: where one met a body, and which way, for as long as it can be seen.
import { Group } from "three";
import { Arrow } from "./arrows.js";

export const PUSH = "#b03a00";
const LENGTH = 0.03; // of one newton second [m]
const SEEN = 0.5; // shorter pushes are shown for so long [s]

export class Pushes {
  constructor(run, bodies) {
    this.group = new Group();
    this.pushes = run.events
      .filter(({ kind }) => kind === "push")
      .map((push) => {
        const arrow = new Arrow(PUSH, LENGTH);
        this.group.add(arrow.group);
        return { ...push, arrow, frame: bodies.get(push.actor).links.get(push.link).group };
      });
  }

  update(time) {
    for (const { from, to, impulse, arrow, frame } of this.pushes) {
      arrow.show(...impulse);
      arrow.group.visible &&= from <= time && time <= Math.max(to, from + SEEN);
      if (arrow.group.visible) frame.getWorldPosition(arrow.group.position).sub(arrow.shown.multiplyScalar(LENGTH));
    }
  }
}
