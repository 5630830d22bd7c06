// The time shown, and how it goes on.

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8];

export class Clock {
  #heard = [];

  constructor(start, end, samples) {
    Object.assign(this, { start, end, samples });
    this.time = start;
    this.playing = false;
    this.speed = 1;
    this.loops = false;
  }

  /** Call a function whenever the time or the way it goes changes. */
  listen(heard) {
    this.#heard.push(heard);
  }

  changed() {
    for (const heard of this.#heard) heard(this);
  }

  seek(time) {
    this.time = Math.min(Math.max(time, this.start), this.end);
    this.changed();
  }

  toggle() {
    if (!this.playing && this.time >= this.end) this.time = this.start;
    this.playing = !this.playing;
    this.changed();
  }

  /** Go some samples on, or back. */
  step(count) {
    this.playing = false;
    const last = this.samples.length - 1;
    const near = this.samples.findIndex((time) => time >= this.time - 1e-9);
    this.seek(this.samples[Math.min(Math.max(near + count, 0), last)]);
  }

  /** Let some time pass [s]. */
  pass(seconds) {
    if (!this.playing) return;
    let time = this.time + this.speed * seconds;
    if (time >= this.end) {
      this.playing = this.loops;
      time = this.loops ? this.start + ((time - this.start) % (this.end - this.start)) : this.end;
    }
    this.seek(time);
  }
}
