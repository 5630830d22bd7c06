// Play, pause, step, speed, loop; and which time it is.
import { SPEEDS } from "./clock.js";
import { button, element } from "./dom.js";

const PLAY = "M8 5v14l11-7z";
const PAUSE = "M7 5h4v14H7zm6 0h4v14h-4z";
const BACK = "M17 6v12l-8-6zM6 6h2.2v12H6z";
const ON = "M7 6v12l8-6zm8.8 0H18v12h-2.2z";
const LOOP = "M7 7h9V4l5 4-5 4V9H8v3H6V8a1 1 0 0 1 1-1zm10 10H8v3l-5-4 5-4v3h8v-3h2v4a1 1 0 0 1-1 1z";

export function transport(clock) {
  const play = button(PLAY, "play or pause (space)", () => clock.toggle(), { class: "replay-play" });
  const loop = button(LOOP, "play again and again", () => {
    clock.loops = !clock.loops;
    clock.changed();
  });
  const speed = element("select", { "aria-label": "speed", title: "speed", onchange: () => (clock.speed = Number(speed.value)) });
  for (const of of SPEEDS) speed.append(element("option", { value: of, selected: of === 1 }, `${of}×`));
  const time = element("output", { class: "replay-time" });
  clock.listen(() => {
    play.firstChild.firstChild.setAttribute("d", clock.playing ? PAUSE : PLAY);
    play.setAttribute("aria-pressed", clock.playing);
    loop.setAttribute("aria-pressed", clock.loops);
    time.textContent = `${clock.time.toFixed(2)} s`;
  });
  return element(
    "div",
    { class: "replay-transport" },
    button(BACK, "one sample back (←)", () => clock.step(-1)),
    play,
    button(ON, "one sample on (→)", () => clock.step(1)),
    time,
    speed,
    loop,
  );
}

/** Let keys drive the clock while something in an element, or the whole page, has them. */
export function keys(clock, where) {
  const does = {
    " ": () => clock.toggle(),
    ArrowLeft: (event) => (event.shiftKey ? clock.seek(clock.time - 1) : clock.step(-1)),
    ArrowRight: (event) => (event.shiftKey ? clock.seek(clock.time + 1) : clock.step(1)),
    Home: () => clock.seek(clock.start),
    End: () => clock.seek(clock.end),
  };
  where.addEventListener("keydown", (event) => {
    if (event.target.closest("select, input, button, summary") || !does[event.key]) return;
    does[event.key](event);
    event.preventDefault();
  });
}
