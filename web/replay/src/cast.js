// All bodies of one run: actors and props, where they are at the time shown.
import { Color, Group } from "three";
import { Body, pale, solid } from "./body.js";
import { PLAIN, usedColour } from "./colour.js";
import { torqueLimit } from "./limits.js";

export class Cast {
  constructor(run, bodies, ghost = false) {
    this.run = run;
    this.group = new Group();
    this.bodies = new Map();
    const paint = ghost ? pale : solid;
    for (const [name, actor] of Object.entries(run.actors)) {
      const body = new Body(bodies[actor.body].links, paint);
      for (const link of body.links.values()) link.actor = name;
      this.bodies.set(name, body);
      this.group.add(body.root);
    }
    this.props = new Map();
    for (const [name, card] of Object.entries(run.props)) {
      const body = new Body(bodies[card].links, paint);
      this.props.set(name, body);
      this.group.add(body.root);
    }
    this.colour = new Color();
  }

  update() {
    for (const [name, body] of this.bodies) {
      body.bend((joint) => this.run.at(`${name}.${joint}.position`));
      this.run.place(body.root, `${name}.base`); // a guided body's base stays at its start
    }
    for (const [name, body] of this.props) this.run.place(body.root, name);
    this.group.updateMatrixWorld(true);
  }

  /** Colour the links by what the joints use; in their own colours if not wanted. */
  paint(wanted) {
    for (const [name, body] of this.bodies) {
      const actor = this.run.actors[name];
      if (!actor.floating) continue;
      for (const link of body.links.values()) link.tint(wanted && !link.moved ? this.#carried(body, actor, name, link) : null);
      if (wanted) for (const joint of actor.joints) body.joints.get(joint.name).tint(this.#used(name, joint));
    }
  }

  #carried(body, actor, name, link) {
    const joint = actor.joints.find(({ name: own }) => own === link.moves);
    return joint ? this.#used(name, joint) : PLAIN;
  }

  #used(name, joint) {
    return usedColour(this.utilisation(name, joint), this.colour);
  }

  /** Return the fraction that a joint uses of what it can give at its velocity. */
  utilisation(name, joint) {
    const torque = this.run.at(`${name}.${joint.name}.torque`);
    const velocity = this.run.at(`${name}.${joint.name}.velocity`);
    const limit = torqueLimit(joint, velocity, Math.sign(torque));
    return torque === 0 ? 0 : limit > 0 ? Math.abs(torque) / limit : 1;
  }
}
