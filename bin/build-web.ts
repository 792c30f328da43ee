import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const built = join(dist, "web");
const stampFile = join(dist, "web.stamp");

/**
 * Builds the web app into `dist/web` when its sources are not those it was built from, and says so by `say`.
 * The build runs in a process of its own, so that its memory is free again before the server starts, and into a folder
 * of its own, so that a server that runs already always has a whole app to serve.
 */
export async function buildWebIfStale(say: (sentence: string) => void): Promise<void> {
  const stamp = stampOfSources();
  if (existsSync(built) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) return makeDoWithout(say);
  const begun = performance.now();
  say("Building the web app; this takes some seconds and happens again only after an update.");
  const draft = join(dist, `web-${process.pid}`);
  await build(vite, draft);
  takeOver(draft);
  writeFileSync(stampFile, stamp);
  say(`Web app built in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
}

/** Names and contents of everything the build reads; dates are left out, as every checkout changes them. */
function stampOfSources(): string {
  const hash = createHash("sha256");
  const files = ["web", "contract"].flatMap((folder) => listFiles(join(root, folder)));
  for (const file of [...files, join(root, "package-lock.json")]) {
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

function makeDoWithout(say: (sentence: string) => void): void {
  if (!existsSync(built)) {
    throw new Error(
      "The web app is not built, and what builds it is not installed. Run npm ci without --omit=dev once.",
    );
  }
  say("The web app is older than its sources, and what builds it is not installed: serving it as it is.");
}

async function build(vite: string, draft: string): Promise<void> {
  const config = join(root, "web/vite.config.ts");
  const options = ["--config", config, "--outDir", draft, "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(process.execPath, [vite, "build", ...options], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
  if (code === 0) return;
  rmSync(draft, { recursive: true, force: true });
  throw new Error("The web app could not be built; what is wrong stands above.");
}

function takeOver(draft: string): void {
  const old = join(dist, `web-old-${process.pid}`);
  mkdirSync(dist, { recursive: true });
  if (existsSync(built)) renameSync(built, old);
  renameSync(draft, built);
  rmSync(old, { recursive: true, force: true });
}
