// A body: its tree of links, moved by joint positions. The kinematics of the URDF.
import {
  BufferAttribute, Color, Group, Matrix4, Mesh, MeshLambertMaterial, Quaternion, SRGBColorSpace, Vector3,
} from "three";
import { mergeGeometries } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import { geometry } from "./shapes.js";

const WHITE = new Color(0xffffff);

export class Body {
  /** Build a body of `links`, each after its parent, as `view/replay/bodies.py` says. */
  constructor(links, paint) {
    this.root = new Group();
    this.links = new Map();
    this.joints = new Map();
    const nodes = [];
    for (const link of links) {
      const node = new Link(link, paint);
      (link.joint ? nodes[link.joint.parent].group : this.root).add(node.group);
      nodes.push(node);
      this.links.set(link.name, node);
      if (link.joint && link.joint.type !== "fixed") this.joints.set(link.joint.name, node);
      node.moves = node.moved ? link.joint.name : link.joint ? nodes[link.joint.parent].moves : "";
      node.group.userData.link = node;
    }
  }

  /** Move the joints: `position` gives a joint's by its name [rad]. */
  bend(position) {
    for (const [name, node] of this.joints) node.bend(position(name));
  }
}

class Link {
  constructor({ name, joint, visuals }, paint) {
    this.name = name;
    this.group = new Group();
    this.moved = Boolean(joint) && joint.type !== "fixed";
    this.slides = this.moved && joint.type === "prismatic";
    this.origin = new Vector3(...(joint ? joint.position : [0, 0, 0]));
    this.rotation = new Quaternion(...(joint ? joint.quaternion : [0, 0, 0, 1]));
    this.axis = new Vector3(...(joint ? joint.axis : [1, 0, 0])).normalize();
    this.group.position.copy(this.origin);
    this.group.quaternion.copy(this.rotation);
    if (!visuals.length) return;
    this.mesh = new Mesh(merged(visuals), paint());
    this.group.add(this.mesh);
  }

  bend(position) {
    if (this.slides) {
      const along = this.axis.clone().multiplyScalar(position).applyQuaternion(this.rotation);
      this.group.position.copy(this.origin).add(along);
    } else {
      this.group.quaternion.setFromAxisAngle(this.axis, position).premultiply(this.rotation);
    }
  }

  /** Give the link one colour; its own ones if none is told. */
  tint(colour) {
    const material = this.mesh?.material;
    if (!material) return;
    material.color.copy(colour ?? WHITE);
    if (material.vertexColors === !colour) return;
    material.vertexColors = !colour;
    material.needsUpdate = true;
  }

  glow(strength) {
    this.mesh?.material.emissive.set(0x0a58ca).multiplyScalar(strength);
  }
}

/** Return all shapes of a link as one, their colours at the corners: it is drawn at once. */
function merged(visuals) {
  const parts = visuals.map((visual) => {
    const shape = geometry(visual);
    const part = shape.index ? shape.toNonIndexed() : shape.clone();
    part.deleteAttribute("uv");
    const [place, turn] = [new Vector3(...visual.position), new Quaternion(...visual.quaternion)];
    part.applyMatrix4(new Matrix4().compose(place, turn, new Vector3(1, 1, 1)));
    const { r, g, b } = new Color().setRGB(...visual.colour, SRGBColorSpace);
    const count = part.getAttribute("position").count;
    part.setAttribute("color", new BufferAttribute(Float32Array.from({ length: 3 * count }, (_, i) => [r, g, b][i % 3]), 3));
    return part;
  });
  const whole = mergeGeometries(parts);
  whole.computeBoundingSphere();
  return whole;
}

/** Return the paint of a body that is there. */
export function solid() {
  return new MeshLambertMaterial({ vertexColors: true });
}

/** Return the paint of a ghost. */
export function pale() {
  return new MeshLambertMaterial({ color: 0x7a5cc9, transparent: true, opacity: 0.28, depthWrite: false });
}
