// Drives a real VS Code (code-server) with the packed extension in headless Chromium: findings, a hover, a jump,
// a quick fix. Started by `tests/editors/vscode/real`, which says where everything is.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const { CODE_SERVER, NODE, CHROMIUM, IBID, VSIX, SEEDS, SCRATCH, PICTURES } = process.env;
const { chromium } = createRequire(path.join(CODE_SERVER, "package.json"))("playwright-core");
const port = 20000 + (process.pid % 20000);
const entry = path.join(CODE_SERVER, "node_modules/code-server/out/node/entry.js");
const user = path.join(SCRATCH, "user");
const common = ["--user-data-dir", user, "--extensions-dir", path.join(SCRATCH, "extensions"), "--config", path.join(SCRATCH, "config.yaml")];

fs.mkdirSync(path.join(user, "User"), { recursive: true });
fs.writeFileSync(path.join(SCRATCH, "config.yaml"), "auth: none\n");
fs.writeFileSync(
  path.join(user, "User/settings.json"),
  JSON.stringify({
    "ibid.path": IBID,
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "security.workspace.trust.enabled": false,
    "extensions.autoCheckUpdates": false,
    "chat.disableAIFeatures": true,
    "editor.wordWrap": "on",
    "editor.minimap.enabled": false,
    "editor.hover.delay": 150,
    "telemetry.telemetryLevel": "off",
  }),
);

function run(args, options = {}) {
  return spawn(NODE, [entry, ...args, ...common], { stdio: ["ignore", "pipe", "pipe"], ...options });
}

/** Waits for a process to end. */
function ended(child) {
  return new Promise((resolve) => child.on("exit", resolve));
}

async function until(what, ready, seconds = 60) {
  for (const start = Date.now(); Date.now() - start < seconds * 1000; ) {
    const result = await ready();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited in vain for ${what}`);
}

const install = run(["--install-extension", VSIX]);
if ((await ended(install)) !== 0) throw new Error("the extension could not be installed");

const server = run(["--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", SEEDS]);
let log = "";
server.stdout.on("data", (data) => (log += data));
server.stderr.on("data", (data) => (log += data));

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let passed = 0;
let failed = 0;
let page;

async function test(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`  ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`  FAIL  ${name}: ${error.message}`);
  }
  await page.screenshot({ path: path.join(PICTURES, `${name.replaceAll(" ", "-")}.png`) });
}

/** Opens a file by its name and waits until its tab is the active one. */
async function open(name) {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/** The middle of a word on the screen. */
async function place(word) {
  return until(`the word ${word}`, () =>
    page.evaluate((word) => {
      for (const line of document.querySelectorAll(".editor-instance .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.replaceAll("\u00a0", " ").indexOf(word);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          const box = range.getClientRects()[0];
          return { x: box.x + Math.min(box.width / 2, 20), y: box.y + box.height / 2 };
        }
      }
      return undefined;
    }, word),
  );
}

try {
  await until("code-server", () => log.includes("HTTP server listening"));
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(SEEDS)}`);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60000 });
  await open("border-crisis.md");

  await test("findings", async () => {
    await until("squiggles", async () => (await page.locator(".squiggly-error").count()) >= 2);
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel", { hasText: "discussions" }).waitFor({ timeout: 20000 });
    await page.locator(".statusbar-item", { hasText: /ibid \d/ }).waitFor({ timeout: 20000 });
  });
  await page.keyboard.press("Control+J");

  await test("hover", async () => {
    const at = await place("Lavrov");
    await page.mouse.move(at.x, at.y);
    await page.locator(".monaco-hover:visible", { hasText: "Sergey Lavrov" }).first().waitFor({ timeout: 20000 });
  });
  await page.keyboard.press("Escape");

  await test("quick fix", async () => {
    const at = await place("talks”");
    await page.mouse.click(at.x, at.y);
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget", { hasText: "Use the source’s words" }).waitFor({ timeout: 20000 });
    await page.keyboard.press("Enter");
    await until("the source's words", () => page.locator(".view-line", { hasText: "endless discussions" }).count());
  });

  await test("definition", async () => {
    const at = await place("right track");
    await page.mouse.click(at.x, at.y);
    await page.keyboard.press("F12");
    await page.locator(".tab.active", { hasText: "001_36ec4a0469faaa65.txt" }).waitFor({ timeout: 20000 });
  });
} catch (error) {
  failed += 1;
  console.log(`  FAIL  ${error.message}\n${log.split("\n").slice(-15).join("\n")}`);
} finally {
  await browser.close();
  server.kill();
}
console.log(`vs code: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
