// Centre of mass, divergent component of motion, centre of pressure.
import {
  BufferGeometry, Group, Line, LineBasicMaterial, Mesh, MeshBasicMaterial, OctahedronGeometry, RingGeometry,
  SphereGeometry, Vector3,
} from "three";

export const POINTS = { com: "#111827", dcm: "#e69f00", cop: "#00936b" };

export class Points {
  constructor(name) {
    this.name = name;
    this.group = new Group();
    this.com = mark(new SphereGeometry(0.035, 20, 14), POINTS.com);
    this.dcm = mark(new OctahedronGeometry(0.04), POINTS.dcm);
    this.cop = mark(new RingGeometry(0.022, 0.04, 28), POINTS.cop);
    const plumb = new BufferGeometry().setFromPoints([new Vector3(), new Vector3(0, 0, -1)]);
    this.plumb = new Line(plumb, new LineBasicMaterial({ color: POINTS.com, depthTest: false }));
    this.plumb.renderOrder = 4;
    this.group.add(this.com, this.dcm, this.cop, this.plumb);
  }

  /** Show them; the ground is at a height there [m]. */
  update(run, height) {
    const of = (point, axis) => run.at(`${this.name}.${point}.${axis}`);
    const com = [of("com", "x"), of("com", "y"), of("com", "z")];
    this.com.position.set(...com);
    this.plumb.position.set(...com);
    this.plumb.scale.z = Math.max(com[2] - height, 0.001);
    for (const point of ["dcm", "cop"]) {
      const [x, y] = [of(point, "x"), of(point, "y")];
      this[point].visible = Number.isFinite(x) && run.has(`${this.name}.${point}.x`);
      if (this[point].visible) this[point].position.set(x, y, height + 0.006);
    }
  }
}

function mark(shape, colour) {
  const made = new Mesh(shape, new MeshBasicMaterial({ color: colour, depthTest: false, transparent: true }));
  made.renderOrder = 4;
  return made;
}
