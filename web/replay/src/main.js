// Starts the replay of the page; `relaywalkReplay` is for who drives it by a script.
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { hook } from "./hook.js";
import { Player } from "./player.js";

const root = document.getElementById("replay");
const text = document.getElementById("replay-data").textContent;
globalThis.relaywalkReplay = hook(
  Player.open(root, text).catch((error) => {
    root.textContent = `The replay cannot be shown here: ${error.message}`;
    throw error;
  }),
);
