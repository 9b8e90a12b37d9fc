/**
 * The door of every root command: `node infra/bootstrap.mjs infra/src/<command>.ts [arguments]`.
 *
 * Plain JavaScript, because it must run on whatever Node (20 or newer) the system has: it installs the pinned
 * dependencies when they are missing or differ from the lockfile, then hands over to the Node that they contain.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const node = join(root, "node_modules", ".bin", "node");

/**
 * npm writes `node_modules/.package-lock.json` last, once every package is in place. Comparing it with the lockfile
 * notices a missing, half-finished or outdated installation, and accepts one made by `npm install`.
 */
function isInstalled() {
  if (!existsSync(node)) return false;
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(
      readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (!path.includes("node_modules/") || entry.optional || entry.devOptional) return true;
      return path in present && present[path].version === entry.version;
    });
  } catch {
    return false;
  }
}

function install() {
  console.log("Installing the pinned dependencies (a minute or two, only when they change) …");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (npm.status === 0) return;
  console.error(
    "The dependencies could not be installed. Check the network, then run `npm ci` to see the reason.",
  );
  process.exit(npm.status || 1);
}

/** npm ends without telling what it started when it is killed outright; the command must not live on unseen. */
function stopWhenOrphaned(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500).unref();
}

function run([script, ...args]) {
  // The channel lets the command notice that this process was killed outright, which no signal would tell it.
  const child = spawn(node, [resolve(root, script), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWhenOrphaned(child);
  child.on("error", (error) => {
    console.error(`Node could not be started from node_modules: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`Backlot needs Node 20 or newer to start; this is ${process.versions.node}.`);
  process.exit(1);
}
if (process.argv.length < 3) {
  console.error("Usage: node infra/bootstrap.mjs <script.ts> [arguments]");
  process.exit(1);
}
if (!isInstalled()) install();
run(process.argv.slice(2));
