// Unpacks what the page holds: base 64, deflate, a JSON head, and tracks of whole numbers.

/** Return the head and the runs with their values, from the text of the page. */
export async function unpack(text) {
  const bytes = await inflated(decoded(text.trim()));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let start = 4 + length;
  for (const run of head.runs) {
    run.values = new Map();
    for (const track of run.tracks) {
      run.values.set(track.name, values(track, bytes.subarray(start, start + 2 * run.samples)));
      start += 2 * run.samples;
    }
  }
  return head;
}

function decoded(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Return a channel's values: low bytes lie before high bytes, differences are folded. */
function values(track, bytes) {
  const samples = bytes.length / 2;
  const found = new Float64Array(samples);
  let number = track.first;
  for (let i = 0; i < samples; i++) {
    const folded = bytes[i] | (bytes[samples + i] << 8);
    number += (folded >>> 1) ^ -(folded & 1);
    found[i] = number * track.resolution;
  }
  for (const [first, last] of track.gaps) found.fill(NaN, first, last + 1);
  return found;
}
