// One recorded run: its channels at any time, between two samples along a line.

export class Recorded {
  constructor(run) {
    Object.assign(this, run);
    this.time = run.values.get("time");
    this.start = this.time[0];
    this.end = this.time[this.time.length - 1];
    this.row = 0; // sample at or before the time shown
    this.part = 0; // of the way to the next one, 0 to 1
  }

  has(name) {
    return this.values.has(name);
  }

  /** Show a time [s]: all that is read afterwards is of that time. */
  seek(time) {
    const last = this.time.length - 1;
    this.row = this.rowAt(time);
    const next = Math.min(this.row + 1, last);
    const step = this.time[next] - this.time[this.row];
    this.part = step > 0 ? Math.min(Math.max((time - this.time[this.row]) / step, 0), 1) : 0;
  }

  /** Return the sample at or before a time [s]. */
  rowAt(time) {
    let [low, high] = [0, this.time.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.time[middle] <= time + 1e-9) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Return a channel at the time shown; 0 if there is no such channel. */
  at(name) {
    const values = this.values.get(name);
    if (!values) return 0;
    const now = values[this.row];
    if (this.part === 0) return now;
    return now + this.part * (values[Math.min(this.row + 1, values.length - 1)] - now);
  }

  /** Return a channel at the sample at or before the time shown, as it was recorded. */
  held(name) {
    const values = this.values.get(name);
    return values ? values[this.row] : NaN;
  }

  /** Write the position and rotation of "robot.base" or "torch" into an object. */
  place(object, what) {
    const of = (axis) => this.at(`${what}.${axis}`);
    object.position.set(of("x"), of("y"), of("z"));
    object.quaternion.set(of("qx"), of("qy"), of("qz"), of("qw"));
    this.#shorterWay(object, what);
    object.quaternion.normalize();
  }

  // A quaternion and its negative are one rotation; between the two there is none.
  #shorterWay(object, what) {
    if (this.part === 0) return;
    const axes = ["qx", "qy", "qz", "qw"].map((axis) => this.values.get(`${what}.${axis}`));
    const next = Math.min(this.row + 1, axes[0].length - 1);
    const dot = axes.reduce((sum, values) => sum + values[this.row] * values[next], 0);
    if (dot < 0) object.quaternion.fromArray(axes.map((values) => values[this.row]));
  }
}
