// Puts the parts together: one time, one picture, one chosen joint.
import { Vector3 } from "three";
import { Cast } from "./cast.js";
import { Clock } from "./clock.js";
import { Contacts } from "./contacts.js";
import { unpack } from "./data.js";
import { element } from "./dom.js";
import { Footprints } from "./footprints.js";
import { Ground } from "./ground.js";
import { mostUsed, picking } from "./joints.js";
import { camera, legend } from "./options.js";
import { Panel } from "./panel.js";
import { Points } from "./points.js";
import { Pushes } from "./pushes.js";
import { Recorded } from "./recorded.js";
import { Shade } from "./shade.js";
import { Stage } from "./stage.js";
import { timeline } from "./timeline.js";
import { keys, transport } from "./transport.js";
import { Way } from "./way.js";
import { Wrench } from "./wrench.js";

const EYES = 0.1; // how far above the base the camera looks [m]

export class Player {
  static async open(root, text) {
    return new Player(root, await unpack(text));
  }

  constructor(root, { bodies, ground, runs }) {
    [this.run, this.ghost] = runs.map((run) => new Recorded(run));
    this.clock = new Clock(this.run.start, this.run.end, this.run.time);
    this.shown = { used: true, contacts: true, wrench: true, points: true, prints: true, ghost: true };
    this.scene = element("div", { class: "replay-scene" });
    root.replaceChildren(this.#title(), this.scene);
    this.stage = new Stage(this.scene);
    this.#fill(bodies, ground);
    this.panel = new Panel(this.clock, this.run, this.ghost, (...joint) => this.choose(...joint));
    this.#controls(root);
    this.attended = this.walkers[0] ?? Object.keys(this.run.actors)[0];
    this.choose(...mostUsed(this.run));
    this.clock.listen(() => this.update());
    this.clock.changed();
    this.stage.look("from the right");
    this.#run();
  }

  #title() {
    const { title, outcome, reason } = this.run;
    const badge = element("span", { class: `replay-outcome ${outcome}`, title: reason }, outcome);
    return element("header", { class: "replay-title" }, element("h1", {}, title), badge);
  }

  #fill(bodies, ground) {
    const { scene } = this.stage;
    this.cast = new Cast(this.run, bodies);
    this.ground = new Ground(ground);
    this.wrench = new Wrench();
    scene.add(this.cast.group, this.ground.group);
    if (this.ghost) {
      this.pale = new Cast(this.ghost, bodies, true);
      scene.add(this.pale.group);
    }
    const actors = Object.entries(this.run.actors);
    this.walkers = actors.filter(([, actor]) => actor.floating).map(([name]) => name);
    this.contacts = actors.map(([name, actor]) => new Contacts(name, actor, this.cast.bodies.get(name)));
    this.prints = new Map(actors.filter(([, a]) => a.sole && a.footprints.length).map(([n, a]) => [n, new Footprints(a)]));
    this.shades = new Map(actors.map(([name, actor]) => [name, new Shade(actor, this.cast.bodies.get(name))]));
    this.points = this.walkers.filter((name) => this.run.has(`${name}.com.x`)).map((name) => new Points(name));
    this.pushes = new Pushes(this.run, this.cast.bodies);
    for (const part of [this.pushes, ...this.contacts, ...this.prints.values(), ...this.shades.values(), ...this.points]) scene.add(part.group);
    for (const [name, prints] of this.prints) scene.add(new Way(this.run, name, prints.prints[0].pose[2]).group);
  }

  #controls(root) {
    const { scene, clock, run } = this;
    const ghost = this.ghost && `ghost: ${this.ghost.title}`;
    this.camera = camera(this.stage, Object.keys(run.actors), (actor) => this.attend(actor));
    scene.append(this.camera.element, legend(this.shown, () => this.update(), ghost, scene.clientWidth));
    const bar = element("div", { class: "replay-bar" }, transport(clock), timeline(clock, run));
    root.append(bar, this.panel.element);
    picking(this.stage, this.cast, (...joint) => this.choose(...joint));
    keys(clock, document.documentElement.classList.contains("replay-alone") ? document : root);
  }

  /** Choose a joint: its wrench is drawn on the body, its curves beside it. */
  choose(actor, name) {
    const joint = this.run.actors[actor].joints.find((each) => each.name === name);
    const link = this.cast.bodies.get(actor).joints.get(name);
    this.chosen?.glow(0);
    this.chosen = link;
    link.glow(0.35);
    this.wrench.choose(this.run, `${actor}.${name}`, link.group);
    this.panel.choose(actor, joint, link.slides);
    this.update();
  }

  /** Let the camera follow another actor. */
  attend(actor) {
    this.attended = actor;
    this.update();
    this.stage.look("from the right");
  }

  /** Show the clock's time. */
  update() {
    const { run, clock, shown } = this;
    run.seek(clock.time);
    this.cast.update();
    this.cast.paint(shown.used);
    this.#ghostly();
    this.wrench.visible = shown.wrench;
    this.wrench.update(run);
    for (const contact of this.contacts) this.#part(contact, shown.contacts, run);
    this.pushes.update(clock.time);
    for (const prints of this.prints.values()) this.#part(prints, shown.prints, clock.time);
    for (const [name, shade] of this.shades) shade.update(this.prints.get(name)?.height ?? 0);
    for (const points of this.points) {
      points.group.visible = shown.points;
      points.update(run, this.prints.get(points.name)?.height ?? 0);
    }
    for (const [name, object] of this.ground.loose) run.place(object, name);
    this.panel.update();
    this.#look();
  }

  #part(part, visible, now) {
    part.group.visible = visible;
    part.update(now);
  }

  #ghostly() {
    if (!this.ghost) return;
    this.ghost.seek(this.clock.time);
    this.pale.group.visible = this.shown.ghost;
    this.pale.update();
  }

  #look() {
    const base = this.cast.bodies.get(this.attended).links.get(this.run.actors[this.attended].base);
    const point = base.group.getWorldPosition(new Vector3());
    const floor = this.prints.get(this.attended)?.height ?? 0;
    point.z = floor + (this.run.actors[this.attended].floating ? 0.85 : 1.0) + EYES;
    this.stage.attend(point);
    this.ground.attend(point);
  }

  #run() {
    let before = performance.now();
    const frame = (now) => {
      const between = now - before;
      before = now;
      this.clock.pass(Math.min(between / 1000, 0.25));
      this.stage.draw(now, between, this.clock.playing);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }
}
