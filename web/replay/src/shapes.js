// Geometries of the visual shapes of links, props and objects; equal ones are shared.
import { BoxGeometry, BufferAttribute, BufferGeometry, CylinderGeometry, SphereGeometry } from "three";

const made = new Map();

/** Return the geometry of a shape; a cylinder's axis is its z. */
export function geometry(shape) {
  if (shape.mesh) return mesh(shape.mesh);
  const key = `${shape.shape} ${shape.size}`;
  if (!made.has(key)) made.set(key, simple(shape.shape, shape.size));
  return made.get(key);
}

function simple(kind, size) {
  if (kind === "box") return new BoxGeometry(...size);
  if (kind === "sphere") return new SphereGeometry(size[0], 18, 12);
  return new CylinderGeometry(size[0], size[0], size[1], 22).rotateX(Math.PI / 2);
}

function mesh({ corner, step, points, triangles }) {
  const placed = Float32Array.from(points, (number, i) => corner[i % 3] + step[i % 3] * number);
  const indexed = new BufferGeometry();
  indexed.setAttribute("position", new BufferAttribute(placed, 3));
  indexed.setIndex(triangles);
  const flat = indexed.toNonIndexed(); // flat faces: few corners, no false roundness
  flat.computeVertexNormals();
  return flat;
}
