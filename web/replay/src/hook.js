// What a script may ask of the page and do with it.

/** Return the handle of a player that is being opened. */
export function hook(opened) {
  const handle = { ready: opened.then((player) => Object.assign(handle, verbs(player)) && true) };
  return handle;
}

function verbs(player) {
  const { clock, run, stage } = player;
  return {
    seek: (time) => clock.seek(time),
    toggle: () => clock.toggle(),
    choose: (actor, joint) => player.choose(actor, joint),
    drawn: () => drawn(stage),
    state: () => ({ time: clock.time, playing: clock.playing, row: run.row, joint: player.panel.name }),
    seen: () => player.panel.curves.window,
    camera: () => ({ eye: stage.camera.position.toArray(), target: stage.controls.target.toArray() }),
    value: (channel) => run.held(channel),
    linkPose: (actor, link) => pose(player.cast.bodies.get(actor).links.get(link).group),
    pixel: (actor, link) => pixel(stage, player.cast.bodies.get(actor).links.get(link)),
  };
}

/** Draw the picture and wait until it is there; return the colour of its middle. */
function drawn(stage) {
  stage.stale = true;
  stage.draw(performance.now(), 0, true);
  const gl = stage.renderer.getContext();
  const colour = new Uint8Array(4);
  gl.readPixels(gl.drawingBufferWidth >> 1, gl.drawingBufferHeight >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, colour);
  return [...colour];
}

/** Return the rows of the transform (4 × 4) of a frame to world. */
function pose(group) {
  group.updateWorldMatrix(true, false);
  return group.matrixWorld.clone().transpose().toArray();
}

/** Return where in the window the middle of a link's shapes is seen [px]. */
function pixel(stage, link) {
  const { center } = link.mesh.geometry.boundingSphere;
  const point = link.mesh.localToWorld(center.clone()).project(stage.camera);
  const { left, top, width, height } = stage.renderer.domElement.getBoundingClientRect();
  return [left + ((point.x + 1) / 2) * width, top + ((1 - point.y) / 2) * height];
}
