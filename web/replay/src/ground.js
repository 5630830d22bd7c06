// The ground and the objects on it.
import {
  BoxGeometry, BufferAttribute, BufferGeometry, Group, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial,
  MeshLambertMaterial, PlaneGeometry,
} from "three";
import { geometry } from "./shapes.js";

const REACH = { fine: 20, coarse: 60 }; // of the lines that go along [m]
const EARTH = new MeshBasicMaterial({ color: 0xebeef2 }); // light is the same all over it
const BLOCK = new MeshLambertMaterial({ color: 0xdde2e9 });
const OBJECT = new MeshLambertMaterial({ color: 0xc3a983 });
const FINE = new LineBasicMaterial({ color: 0xc6cdd7 });
const COARSE = new LineBasicMaterial({ color: 0x9ba6b5 });

export class Ground {
  constructor({ shapes, solids }) {
    this.group = new Group();
    this.planes = [];
    this.loose = new Map();
    for (const shape of shapes) this.group.add(this[`_${shape.kind}`](shape));
    for (const [name, solid] of Object.entries(solids)) this.#object(name, solid);
  }

  /** Let the planes, which have no end, go along. */
  attend(point) {
    for (const plane of this.planes) {
      const there = plane.parent.worldToLocal(point.clone());
      plane.position.set(10 * Math.round(there.x / 10), 10 * Math.round(there.y / 10), 0);
    }
  }

  _plane({ pose }) {
    const [tilted, plane] = [placed(new Group(), pose), new Group()];
    const floor = new Mesh(new PlaneGeometry(4 * REACH.coarse, 4 * REACH.coarse), EARTH);
    floor.position.z = -0.003; // lines lie on it
    plane.add(floor, grid(1, REACH.fine, FINE), grid(10, REACH.coarse, COARSE));
    this.planes.push(plane);
    return tilted.add(plane);
  }

  _box({ pose, size }) {
    return placed(new Mesh(new BoxGeometry(...size), BLOCK), pose);
  }

  _heights({ corner, spacing, heights }) {
    const [rows, columns] = [heights.length, heights[0].length];
    const points = new Float32Array(3 * rows * columns);
    const triangles = [];
    heights.flat().forEach((z, n) => {
      const [i, j] = [n % columns, Math.floor(n / columns)];
      points.set([corner[0] + i * spacing, corner[1] + j * spacing, z], 3 * n);
      if (i < columns - 1 && j < rows - 1) {
        triangles.push(n, n + 1, n + columns + 1, n, n + columns + 1, n + columns);
      }
    });
    const field = new BufferGeometry();
    field.setAttribute("position", new BufferAttribute(points, 3));
    field.setIndex(triangles);
    const flat = field.toNonIndexed();
    flat.computeVertexNormals();
    return new Mesh(flat, BLOCK);
  }

  #object(name, solid) {
    const mesh = placed(new Mesh(geometry(solid), OBJECT), solid.pose);
    if (solid.loose) this.loose.set(name, mesh);
    this.group.add(mesh);
  }
}

function placed(object, [x, y, z, ...quaternion]) {
  object.position.set(x, y, z);
  object.quaternion.set(...quaternion);
  return object;
}

/** Return lines a distance apart, so far to all sides [m]. */
function grid(apart, reach, material) {
  const points = [];
  for (let at = -reach; at <= reach; at += apart) {
    points.push(-reach, at, 0, reach, at, 0, at, -reach, 0, at, reach, 0);
  }
  const lines = new BufferGeometry();
  lines.setAttribute("position", new BufferAttribute(Float32Array.from(points), 3));
  return new LineSegments(lines, material);
}
