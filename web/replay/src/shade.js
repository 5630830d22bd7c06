// Soft shadows under bodies and soles: cheap, so that they are there on any machine.
import { CanvasTexture, Group, Mesh, MeshBasicMaterial, PlaneGeometry, Vector3 } from "three";

const BODY = 1.3; // across, under a body [m]
const FOOT = 0.5; // across, under a foot [m]
const FADES = 0.25; // height at which a foot's shadow is gone [m]
const LIFT = 0.003; // above the ground [m]

export class Shade {
  constructor(actor, body) {
    this.group = new Group();
    this.base = body.links.get(actor.base).group;
    this.feet = actor.contacts.filter(({ foot }) => foot).map(({ frame }) => body.links.get(frame).group);
    this.blobs = [blob(BODY, 0.3), ...this.feet.map(() => blob(FOOT, 0.5))];
    this.group.add(...this.blobs);
    this.point = new Vector3();
  }

  /** Lie under the body; the ground is at a height there [m]. */
  update(height) {
    [this.base, ...this.feet].forEach((frame, i) => {
      frame.getWorldPosition(this.point);
      this.blobs[i].position.set(this.point.x, this.point.y, height + LIFT);
      if (i > 0) this.blobs[i].material.opacity = 0.5 * Math.max(1 - (this.point.z - height) / FADES, 0);
    });
  }
}

let dark = null; // the one picture of all shadows

function blob(across, opacity) {
  dark ??= new CanvasTexture(gradient());
  const paint = new MeshBasicMaterial({ map: dark, transparent: true, opacity, depthWrite: false });
  return new Mesh(new PlaneGeometry(across, across), paint);
}

function gradient() {
  const paper = document.createElement("canvas");
  paper.width = paper.height = 64;
  const pen = paper.getContext("2d");
  const fade = pen.createRadialGradient(32, 32, 0, 32, 32, 32);
  fade.addColorStop(0, "rgba(30, 40, 55, 0.9)");
  fade.addColorStop(0.5, "rgba(30, 40, 55, 0.4)");
  fade.addColorStop(1, "rgba(30, 40, 55, 0)");
  pen.fillStyle = fade;
  pen.fillRect(0, 0, 64, 64);
  return paper;
}
