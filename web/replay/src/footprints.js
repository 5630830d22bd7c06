// Where the soles stood, from the moment on at which they did.
import { Color, InstancedMesh, Matrix4, MeshBasicMaterial, PlaneGeometry, Quaternion, Vector3 } from "three";

const LEFT = new Color("#8fb8de");
const RIGHT = new Color("#e3b482");
const LIFT = 0.004; // above the ground [m]

export class Footprints {
  constructor(actor) {
    const { sole } = actor;
    this.prints = [...actor.footprints].sort((a, b) => a.from - b.from);
    const shape = new PlaneGeometry(sole.x_max - sole.x_min, sole.y_max - sole.y_min);
    shape.translate((sole.x_max + sole.x_min) / 2, (sole.y_max + sole.y_min) / 2, LIFT);
    const paint = new MeshBasicMaterial({ transparent: true, opacity: 0.75 });
    this.group = new InstancedMesh(shape, paint, this.prints.length);
    this.group.frustumCulled = false;
    this.prints.forEach(({ foot, pose: [x, y, z, ...q] }, i) => {
      this.group.setMatrixAt(i, new Matrix4().compose(new Vector3(x, y, z), new Quaternion(...q), new Vector3(1, 1, 1)));
      this.group.setColorAt(i, foot.startsWith("left") ? LEFT : RIGHT);
    });
  }

  update(time) {
    let count = 0;
    while (count < this.prints.length && this.prints[count].from <= time) count++;
    this.group.count = count;
    this.height = this.prints[Math.max(count - 1, 0)]?.pose[2] ?? 0;
  }
}
