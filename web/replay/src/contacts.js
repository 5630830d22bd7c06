// Contact forces of feet and hands, in world.
import { Group, Vector3 } from "three";
import { Arrow } from "./arrows.js";

export const FORCE = "#00936b";
const WEIGHT = 0.6; // arrow of one body weight under a foot [m]
const TOUCH = 0.5; // arrow of 50 N at a hand [m]
const BEARS = 10; // force from which a foot's centre of pressure is a point [N]

export class Contacts {
  constructor(name, actor, body) {
    this.name = name;
    this.group = new Group();
    this.arrows = actor.contacts.map((contact) => {
      const arrow = new Arrow(FORCE, contact.foot ? WEIGHT / actor.weight : TOUCH / 50);
      this.group.add(arrow.group);
      return { ...contact, arrow, frame: body.links.get(contact.frame).group };
    });
  }

  update(run) {
    for (const { name, foot, frame, arrow } of this.arrows) {
      const [fx, fy, fz, mx, my] = ["fx", "fy", "fz", "mx", "my"].map((axis) =>
        run.at(`${this.name}.${name}.contact.${axis}`),
      );
      arrow.show(fx, fy, fz);
      frame.getWorldPosition(arrow.group.position);
      if (foot && fz > BEARS) arrow.group.position.add(new Vector3(-my / fz, mx / fz, 0));
    }
  }
}
