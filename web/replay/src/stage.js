// Renderer, light and camera; the camera goes along with what it follows.
import {
  Color, DirectionalLight, Fog, HemisphereLight, PerspectiveCamera, Scene, Vector3, WebGLRenderer,
} from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { element } from "./dom.js";
import { computed, Resolution } from "./resolution.js";

const SKY = new Color("#f7f8fa");
export const VIEWS = {
  "from the right": [1.1, -3.3, 0.75],
  "from the left": [1.1, 3.3, 0.75],
  "from the front": [3.4, -0.6, 0.6],
  "from behind": [-3.6, -0.5, 1.3],
  "from above": [-0.01, -0.01, 5],
};

export class Stage {
  constructor(holder) {
    this.holder = holder;
    const slow = computed();
    this.renderer = renderer(!slow);
    this.resolution = new Resolution(this.renderer, slow);
    holder.prepend(this.renderer.domElement);
    this.scene = new Scene();
    this.scene.background = SKY;
    this.scene.fog = new Fog(SKY, 14, 42);
    this.camera = new PerspectiveCamera(38, 1, 0.05, 200);
    this.camera.up.set(0, 0, 1);
    this.controls = new OrbitControls(this.camera, this.renderer.domElement);
    this.controls.maxDistance = 30;
    this.controls.minDistance = 0.3;
    this.controls.addEventListener("change", () => (this.stale = true));
    this.following = true;
    this.focus = new Vector3();
    this.#light();
    this.#keepSize();
    this.stale = true;
  }

  #light() {
    this.scene.add(new HemisphereLight(0xffffff, 0xd3d8e0, 2.5));
    this.sun = new DirectionalLight(0xffffff, 1.2);
    this.scene.add(this.sun, this.sun.target);
  }

  #keepSize() {
    const fit = () => {
      const { clientWidth: width, clientHeight: height } = this.holder;
      if (!width || !height) return;
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      this.camera.fov = width < height ? 50 : 38;
      this.camera.updateProjectionMatrix();
      this.stale = true;
    };
    new ResizeObserver(fit).observe(this.holder);
    fit();
  }

  /** Look at the focus from a side. */
  look(view) {
    this.controls.target.copy(this.focus);
    this.camera.position.copy(this.focus).add(new Vector3(...VIEWS[view]));
    this.controls.update();
    this.stale = true;
  }

  /** Tell where is what the camera follows; it goes along unless it was let go. */
  attend(point) {
    const moved = point.clone().sub(this.focus);
    this.focus.copy(point);
    if (this.following) {
      this.camera.position.add(moved);
      this.controls.target.add(moved);
    }
    this.sun.position.copy(point).add(new Vector3(1.6, -2.4, 5));
    this.sun.target.position.copy(point);
    this.stale = true;
  }

  /** Follow again: the camera turns to the focus and keeps its distance. */
  follow(on) {
    this.following = on;
    if (on) {
      const away = this.camera.position.clone().sub(this.controls.target);
      this.controls.target.copy(this.focus);
      this.camera.position.copy(this.focus).add(away);
      this.controls.update();
    }
    this.stale = true;
  }

  /** Draw what has changed, `between` [ms] after the call before, in play or not. */
  draw(now, between, playing) {
    if (this.stale) this.resolution.moving(now, between, playing);
    else if (!this.resolution.rests(now)) return;
    this.stale = false;
    this.renderer.render(this.scene, this.camera);
  }
}

/** Return what draws; where there is no WebGL a text in its place, all else works on. */
function renderer(antialias) {
  try {
    return new WebGLRenderer({ antialias });
  } catch {
    const domElement = element("p", { class: "replay-none" }, "The motion cannot be drawn: this browser has no WebGL. The curves are here all the same.");
    return { domElement, render() {}, setSize() {}, setPixelRatio() {} };
  }
}
