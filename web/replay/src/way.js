// How far it is: the way that a body went, with a number every ten metres.
import {
  BufferGeometry, CanvasTexture, Group, Line, LineBasicMaterial, Mesh, MeshBasicMaterial, PlaneGeometry, Vector3,
} from "three";

const EVERY = 10; // [m]
const LIFT = 0.002; // above the ground [m]
const ASIDE = 0.9; // of the way, to its right [m]
const LINE = 0.05; // steps of the line [m]
const COUNTED = 1; // steps of the distance: so long, that swaying does not count [m]

export class Way {
  constructor(run, name, height) {
    this.group = new Group();
    const [x, y] = ["x", "y"].map((axis) => run.values.get(`${name}.base.${axis}`));
    const line = [new Vector3(x[0], y[0], height + LIFT)];
    let [length, next, from] = [0, EVERY, line[0]];
    for (let i = 1; i < x.length; i++) {
      const point = new Vector3(x[i], y[i], height + LIFT);
      if (point.distanceTo(line[line.length - 1]) > LINE) line.push(point);
      const step = point.clone().sub(from);
      if (step.length() < COUNTED) continue;
      length += step.length();
      from = point;
      if (length < next) continue;
      this.group.add(number(`${next} m`, point, Math.atan2(step.y, step.x)));
      next += EVERY;
    }
    const paint = new LineBasicMaterial({ color: 0x8d97a5 });
    this.group.add(new Line(new BufferGeometry().setFromPoints(line), paint));
  }
}

/** Return a text that lies on the ground, to be read along the way from its right. */
function number(text, point, heading) {
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [256, 96];
  const pen = paper.getContext("2d");
  pen.font = "600 64px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = "#7a8492";
  pen.fillText(text, 128, 48);
  const paint = new MeshBasicMaterial({ map: new CanvasTexture(paper), transparent: true, depthWrite: false });
  const made = new Mesh(new PlaneGeometry(0.96, 0.36), paint);
  made.position.copy(point);
  made.rotation.z = heading;
  made.translateY(-ASIDE);
  return made;
}
