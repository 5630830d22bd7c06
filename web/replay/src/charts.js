// Which curves a joint has: torque with its limits, power, reaction force and moment.
import { torqueLimit } from "./limits.js";

const AXES = [["x", "#c0392b"], ["y", "#2e7d32"], ["z", "#1f5fbf"]];
const NEAR = 0.25; // limits are drawn where the torque comes so near to them [-]

/** Return the charts of a joint; `name` is "robot.leg_l1_joint". */
export function charts(run, name, joint, slides, ghost) {
  const [force, moment] = slides ? ["N", "N"] : ["N·m", "N·m"];
  const found = [torqueChart(run, name, joint, slides ? force : moment, ghost), powerChart(run, name)];
  if (run.has(`${name}.fx`)) {
    found.push(wrenchChart(run, name, "f", "Reaction force", "N"), wrenchChart(run, name, "m", "Reaction moment", "N·m"));
  }
  return found;
}

function torqueChart(run, name, joint, unit, ghost) {
  const torque = run.values.get(`${name}.torque`);
  const velocity = run.values.get(`${name}.velocity`);
  const peak = torque.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const beyond = peak < NEAR * joint.peak;
  const upper = velocity.map((speed) => torqueLimit(joint, speed, 1));
  const lower = velocity.map((speed) => -torqueLimit(joint, speed, -1));
  const limit = { colour: "#d2510f", width: 1, dash: [6, 4], quiet: true, beyond };
  const lines = [{ ...limit, values: upper }, { ...limit, values: lower }];
  if (joint.rated) {
    const rated = { colour: "#8a939e", width: 1, dash: [2, 4], quiet: true, beyond: joint.rated * NEAR > peak };
    lines.push({ ...rated, values: torque.map(() => joint.rated) }, { ...rated, values: torque.map(() => -joint.rated) });
  }
  if (ghost?.has(`${name}.torque`)) {
    const values = run.time.map((time) => (time <= ghost.end ? ghost.values.get(`${name}.torque`)[ghost.rowAt(time)] : NaN));
    lines.push({ label: "ghost", values, colour: "#7a5cc9", dash: [4, 2], width: 1, now: () => ghost.held(`${name}.torque`) });
  }
  lines.push({ label: "", values: torque, colour: "#0b5cad", now: () => run.held(`${name}.torque`) });
  return { title: joint.slides ? "Force" : "Torque", unit, lines };
}

function powerChart(run, name) {
  const velocity = run.values.get(`${name}.velocity`);
  const values = run.values.get(`${name}.torque`).map((torque, i) => torque * velocity[i]);
  return { title: "Power", unit: "W", lines: [{ label: "", values, colour: "#00694c", now: () => values[run.row] }] };
}

function wrenchChart(run, name, kind, title, unit) {
  const lines = AXES.map(([axis, colour]) => {
    const channel = `${name}.${kind}${axis}`;
    return { label: axis, colour, values: run.values.get(channel), width: 1.2, now: () => run.held(channel) };
  });
  return { title, unit, lines };
}
