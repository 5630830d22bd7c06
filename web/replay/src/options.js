// What is drawn, from where it is seen, and what the colours mean.
import { SCALE } from "./colour.js";
import { FORCE } from "./contacts.js";
import { element } from "./dom.js";
import { POINTS } from "./points.js";
import { VIEWS } from "./stage.js";
import { MOMENT, REACTION } from "./wrench.js";

const ROOM = 660; // width of a scene that has room for the open legend [px]

/** Return the legend, which is also the list of what may be drawn or not. */
export function legend(shown, changed, ghost, width) {
  const rows = {
    used: ["torque / limit", [["scale", SCALE]]],
    contacts: ["contact force", [["arrow", FORCE]]],
    wrench: ["joint's reaction: force, moment", [["arrow", REACTION], ["arrow", MOMENT]]],
    points: ["CoM, DCM, CoP", Object.values(POINTS).map((colour) => ["dot", colour])],
    prints: ["footprints", [["dot", "#8fb8de"], ["dot", "#e3b482"]]],
    ...(ghost ? { ghost: [ghost, [["dot", "#7a5cc9"]]] } : {}),
  };
  const list = Object.entries(rows).map(([name, [text, keys]]) => {
    const box = element("input", { type: "checkbox", checked: shown[name], onchange: () => {
      shown[name] = box.checked;
      changed();
    } });
    const signs = keys.map(([kind, colour]) => element("i", { class: kind, style: `background:${colour}` }));
    return element("label", {}, box, ...signs, text);
  });
  return element("details", { class: "replay-legend", open: width > ROOM }, element("summary", {}, "Shown"), ...list);
}

/** Return the buttons of the camera: let go or follow, and the sides. */
export function camera(stage, actors, attended) {
  const follow = element("input", { type: "checkbox", checked: true, onchange: () => stage.follow(follow.checked) });
  const whom = element("select", { "aria-label": "whom the camera follows", onchange: () => attended(whom.value) });
  for (const actor of actors) whom.append(element("option", { value: actor }, actor));
  const side = element("select", { "aria-label": "side", onchange: () => {
    stage.look(side.value);
    side.value = "";
  } });
  side.append(element("option", { value: "", disabled: true, selected: true, hidden: true }, "view"));
  for (const view of Object.keys(VIEWS)) side.append(element("option", { value: view }, view));
  const parts = [element("label", {}, follow, "follow"), ...(actors.length > 1 ? [whom] : []), side];
  return { element: element("div", { class: "replay-camera" }, ...parts), follow, whom };
}
