// How finely to draw: less where pictures take long while something moves, all at rest.

const SLOW = 55; // pictures farther apart than this are slow [ms]
const PATIENCE = 3; // so many slow ones, then it gets coarser
const REST = 250; // without a change for so long it rests [ms]
const SCRUBBED = 0.5; // pixels in one of the page while the time is dragged and no card draws

export class Resolution {
  constructor(renderer, computed) {
    this.renderer = renderer;
    this.finest = Math.min(devicePixelRatio, 2);
    this.ratios = [this.finest, 1, 0.7, 0.5].filter((ratio) => ratio <= this.finest);
    this.scrubbed = computed ? SCRUBBED : this.finest;
    this.level = 0;
    this.slow = 0;
    this.changed = 0;
    this.#use(this.finest);
  }

  /** Tell that a picture is drawn now, `between` [ms] after the one before, in play or not. */
  moving(now, between, playing) {
    const goesOn = now - this.changed < REST;
    this.changed = now;
    if (goesOn) this.slow = between > SLOW ? this.slow + 1 : Math.max(this.slow - 1, 0);
    if (this.slow >= PATIENCE) {
      this.slow = 0;
      this.level = Math.min(this.level + 1, this.ratios.length - 1);
    }
    this.#use(playing ? this.ratios[this.level] : Math.min(this.scrubbed, this.ratios[this.level]));
  }

  /** Say whether a finer picture is due, since nothing moves. */
  rests(now) {
    return this.used !== this.finest && now - this.changed > REST && this.#use(this.finest);
  }

  #use(ratio) {
    if (this.used === ratio) return false;
    this.used = ratio;
    this.renderer.setPixelRatio(ratio);
    return true;
  }
}

/** Say whether the graphics are computed, without a card for it. */
export function computed() {
  const gl = document.createElement("canvas").getContext("webgl2");
  const told = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software/i.test(name);
}
