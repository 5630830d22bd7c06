// Bundles the replay page into the Python package: `make bundle`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../sim/relaywalk/view/replay/bundle");
const parts = { three: "three/LICENSE", uPlot: "uplot/LICENSE" };

/** Return the digest of all that the bundle is made of; the tests compute it likewise. */
function sources() {
  const names = readdirSync(join(here, "src")).sort().map((name) => join("src", name));
  const digest = createHash("sha256");
  for (const name of ["build.mjs", "package-lock.json", ...names]) {
    digest.update(name + "\0").update(readFileSync(join(here, name))).update("\0");
  }
  return digest.digest("hex");
}

const licences = Object.entries(parts)
  .map(([name, file]) => `${name}\n\n${readFileSync(join(here, "node_modules", file), "utf8").trim()}\n`)
  .join("\n");
const made = await build({
  entryPoints: { replay: join(here, "src/main.js") },
  absWorkingDir: here,
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome94", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  write: false,
  banner: { js: `/* relaywalk replay, sources ${sources()}. It contains:\n\n${licences}*/` },
});
for (const { path, text } of made.outputFiles) {
  // within an HTML page no text of a script may look like its end
  writeFileSync(path, text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--"));
}
writeFileSync(join(out, "LICENSES.txt"), licences);
