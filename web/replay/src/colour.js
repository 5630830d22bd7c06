// How much of its limit a joint uses, as a colour: the classes of the report's body map.
import { Color } from "three";

const STOPS = ["#e8f1fa", "#b5d3ec", "#6baed6", "#1f6fb2", "#0b3567"].map((text) => new Color(text));
const LIMIT = new Color("#d2510f");
export const AT_LIMIT = 0.995; // from here on it is at its limit
export const PLAIN = new Color("#dfe3e9"); // of a link that no joint moves
export const SCALE = `linear-gradient(to right, ${STOPS.map((c) => `#${c.getHexString()}`)})`;

/** Return the colour of a utilisation, 0 to 1, in a colour of the caller's. */
export function usedColour(fraction, into) {
  if (fraction >= AT_LIMIT) return into.copy(LIMIT);
  const place = Math.min(Math.max(fraction, 0), 1) * (STOPS.length - 1);
  const index = Math.min(Math.floor(place), STOPS.length - 2);
  return into.copy(STOPS[index]).lerp(STOPS[index + 1], place - index);
}
