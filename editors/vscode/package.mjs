// Packs the extension: `node package.mjs` for any machine (it then finds ibid on PATH), or
// `node package.mjs TARGET PROGRAM` with a program inside, for one of VS Code's targets: linux-x64, linux-arm64,
// alpine-x64, alpine-arm64, darwin-x64, darwin-arm64, win32-x64, win32-arm64.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const [target, program] = process.argv.slice(2);
const bin = path.join(here, "bin");
const out = target === undefined ? "ibid.vsix" : `ibid-${target}.vsix`;
const options = ["--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository", "--out", out];

fs.rmSync(bin, { recursive: true, force: true });
if (target !== undefined) {
  if (program === undefined) throw new Error("node package.mjs TARGET PROGRAM");
  const name = path.join(bin, target.startsWith("win32") ? "ibid.exe" : "ibid");
  fs.mkdirSync(bin);
  fs.copyFileSync(program, name);
  fs.chmodSync(name, 0o755);
  options.push("--target", target);
}
const vsce = path.join(here, "node_modules/@vscode/vsce/vsce");
const { status } = spawnSync(process.execPath, [vsce, "package", ...options], { cwd: here, stdio: "inherit" });
fs.rmSync(bin, { recursive: true, force: true });
process.exit(status ?? 1);
