// Arrows of forces (one head) and of moments (two heads, right-hand rule).
import { ConeGeometry, CylinderGeometry, Group, Mesh, MeshBasicMaterial, Quaternion, Vector3 } from "three";

const UP = new Vector3(0, 0, 1);
const SHAFT = new CylinderGeometry(0.011, 0.011, 1, 12).rotateX(Math.PI / 2).translate(0, 0, 0.5);
const HEAD = new ConeGeometry(0.03, 0.08, 16).rotateX(Math.PI / 2).translate(0, 0, -0.04);
const SHORTEST = 0.02; // shorter ones are not drawn [m]

export class Arrow {
  /** Make an arrow of a colour; `length` is that of one newton or newton metre [m]. */
  constructor(colour, length, heads = 1) {
    this.length = length;
    this.group = new Group();
    // seen through the body: what is inside it is what is asked for
    const paint = new MeshBasicMaterial({ color: colour, depthTest: false, transparent: true });
    this.shaft = new Mesh(SHAFT, paint);
    this.heads = Array.from({ length: heads }, () => new Mesh(HEAD, paint));
    this.group.add(this.shaft, ...this.heads);
    this.group.traverse((part) => (part.renderOrder = 5));
    this.shown = new Vector3();
  }

  /** Show a vector [N] or [N·m], in the axes of the arrow's parent. */
  show(x, y, z) {
    this.shown.set(x, y, z);
    const length = this.length * this.shown.length();
    this.group.visible = Number.isFinite(length) && length > SHORTEST;
    if (!this.group.visible) return;
    this.group.quaternion.copy(new Quaternion().setFromUnitVectors(UP, this.shown.clone().normalize()));
    this.shaft.scale.z = Math.max(length - 0.04, 0.001);
    this.heads.forEach((head, i) => (head.position.z = length - 0.06 * i));
  }
}
