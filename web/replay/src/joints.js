// Choosing a joint: from the list, or by a tap on the body.
import { Raycaster, Vector2 } from "three";
import { element } from "./dom.js";

const TAP = 6; // a pointer that moves farther drags [px]

/** Return a list of all joints; `chosen` is called with actor and joint. */
export function jointList(run, chosen) {
  const list = element("select", { "aria-label": "joint", onchange: () => chosen(...list.value.split("/")) });
  for (const [name, actor] of Object.entries(run.actors)) {
    const groups = Map.groupBy ? Map.groupBy(actor.joints, (joint) => joint.group) : grouped(actor.joints);
    for (const [group, joints] of groups) {
      const options = joints.map((joint) => element("option", { value: `${name}/${joint.name}` }, joint.label));
      list.append(element("optgroup", { label: `${name}: ${group}` }, ...options));
    }
  }
  return list;
}

function grouped(joints) {
  const groups = new Map();
  for (const joint of joints) groups.set(joint.group, [...(groups.get(joint.group) ?? []), joint]);
  return groups;
}

/** Call a function with actor and joint when a link that a joint moves is tapped. */
export function picking(stage, cast, chosen) {
  const canvas = stage.renderer.domElement;
  const ray = new Raycaster();
  let down = null;
  canvas.addEventListener("pointerdown", (event) => (down = [event.clientX, event.clientY]));
  canvas.addEventListener("pointerup", (event) => {
    if (!down || Math.hypot(event.clientX - down[0], event.clientY - down[1]) > TAP) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = (2 * (event.clientX - left)) / width - 1;
    const y = 1 - (2 * (event.clientY - top)) / height;
    ray.setFromCamera(new Vector2(x, y), stage.camera);
    const bodies = [...cast.bodies.values()].map((body) => body.root);
    const hit = ray.intersectObjects(bodies, true).find(({ object }) => object.parent?.userData.link);
    const link = hit?.object.parent.userData.link;
    if (link?.moves) chosen(link.actor, link.moves);
  });
}

/** Return actor and joint, no finger, that come nearest to their limit over the run. */
export function mostUsed(run) {
  let [most, found] = [-1, null];
  for (const [name, actor] of Object.entries(run.actors)) {
    for (const joint of actor.joints.filter(({ group }) => !group.endsWith("hand"))) {
      const torque = run.values.get(`${name}.${joint.name}.torque`);
      const used = torque.reduce((top, value) => Math.max(top, Math.abs(value)), 0) / joint.peak;
      if (actor.floating && used > most) [most, found] = [used, [name, joint.name]];
    }
  }
  return found ?? Object.entries(run.actors).map(([name, { joints }]) => [name, joints[0].name])[0];
}
