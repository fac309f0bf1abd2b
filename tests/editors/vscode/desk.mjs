// A real VS Code to test in: code-server with the packed extension, shown in a headless Chromium.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const { CODE_SERVER, NODE, CHROMIUM, SCRATCH, PICTURES } = process.env;
const { chromium } = createRequire(path.join(CODE_SERVER, "package.json"))("playwright-core");
const entry = path.join(CODE_SERVER, "node_modules/code-server/out/node/entry.js");
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What a person would switch off at first sight, and nothing of ibid's own. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.enabled": false,
  "extensions.autoCheckUpdates": false,
  "chat.disableAIFeatures": true,
  "editor.wordWrap": "on",
  "editor.minimap.enabled": false,
  "editor.hover.delay": 150,
  "telemetry.telemetryLevel": "off",
};

export async function until(what, ready, seconds = 60) {
  for (const start = Date.now(); Date.now() - start < seconds * 1000; ) {
    const result = await ready();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** VS Code on one folder. Its home is empty but for a `.profile` that puts `programs` on PATH, as writers do. */
export class Desk {
  passed = 0;
  failed = 0;
  log = "";

  static async open(folder, vsix, programs) {
    const desk = new Desk();
    try {
      await desk.#open(folder, vsix, programs);
    } catch (error) {
      await desk.close();
      throw new Error(`${error.message}\n${desk.log.split("\n").slice(-15).join("\n")}`);
    }
    return desk;
  }

  async #open(folder, vsix, programs) {
    this.home = path.join(SCRATCH, "home");
    fs.mkdirSync(this.home);
    fs.writeFileSync(path.join(this.home, ".profile"), `export PATH=${programs}:$PATH\n`);
    this.user = path.join(SCRATCH, "user");
    this.extensions = path.join(SCRATCH, "extensions");
    fs.mkdirSync(path.join(this.user, "User"), { recursive: true });
    fs.writeFileSync(path.join(SCRATCH, "config.yaml"), "auth: none\n");
    fs.writeFileSync(path.join(this.user, "User/settings.json"), JSON.stringify(SETTINGS));
    const install = this.#run(["--install-extension", vsix]);
    if ((await new Promise((resolve) => install.on("exit", resolve))) !== 0) {
      throw new Error(`the extension could not be installed`);
    }
    const port = 20000 + (process.pid % 20000);
    const serving = ["--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
    this.server = this.#run([...serving, folder]);
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    await until("code-server", () => this.log.includes("HTTP server listening"), 120);
    this.page = await this.browser.newPage({ viewport: { width: 1200, height: 750 } });
    await this.page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`, { timeout: 120000 });
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60000 });
  }

  #run(args) {
    const common = ["--user-data-dir", this.user, "--extensions-dir", this.extensions, "--config", path.join(SCRATCH, "config.yaml")];
    const child = spawn(NODE, [entry, ...args, ...common], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, HOME: this.home } });
    child.stdout.on("data", (data) => (this.log += data));
    child.stderr.on("data", (data) => (this.log += data));
    return child;
  }

  /** Runs a test, and keeps a picture of how it ended. */
  async test(name, body) {
    const { failed } = this;
    const start = Date.now();
    try {
      await body();
      this.passed += 1;
      console.log(`  ok    ${name} (${Math.round((Date.now() - start) / 100) / 10} s)`);
    } catch (error) {
      this.failed += 1;
      // What the browser said goes on for pages.
      console.log(`  FAIL  ${name}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    }
    await this.page.screenshot({ path: path.join(PICTURES, `${name.replaceAll(" ", "-")}.png`) }).catch(() => undefined);
    // What a failed test leaves open is not in the way of the next.
    if (this.failed > failed) await this.press("Escape", "Escape");
  }

  async close() {
    await this.browser?.close();
    this.server?.kill();
    console.log(`vs code: ${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.fill(`>${title}`);
    await this.see(".quick-input-list .monaco-list-row.focused", title);
    await this.press("Enter");
  }

  /** Opens a file by its name and waits until its tab is the active one. */
  async open(name) {
    await this.press("Control+P");
    await this.page.locator(".quick-input-widget input").fill(name);
    await this.see(".quick-input-list .monaco-list-row.focused", name);
    await this.press("Enter");
    await this.tab(name);
    await this.page.locator(".monaco-editor.focused").first().waitFor();
  }

  async tab(name) {
    await this.page.locator(".tab.active", { hasText: name }).first().waitFor({ timeout: 60000 });
  }

  /** Waits until `selector` with `text` is seen. */
  async see(selector, text) {
    const found = this.page.locator(`${selector}:visible`, text === undefined ? {} : { hasText: text }).first();
    await found.waitFor({ timeout: 60000 });
    return found;
  }

  /** A place on the screen: the middle of the first of these words in the editor. */
  async place(words) {
    return until(`the words ${words}`, () => this.page.evaluate(placeOf, words));
  }

  async rest(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.move(x, y, { steps: 3 });
  }

  async click(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.click(x, y);
  }

  /** The colour in which words are shown. */
  async colour(words) {
    return (await this.place(words)).colour;
  }

  /** Puts the caret on a line of the active editor. */
  async line(number) {
    await this.press("Control+G");
    await this.page.locator(".quick-input-widget input").fill(`:${number}`);
    await this.press("Enter");
  }
}

/** Runs in the page. */
function placeOf(words) {
  for (const line of document.querySelectorAll(".editor-instance .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.replaceAll("\u00a0", " ").indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      const box = range.getClientRects()[0];
      const colour = getComputedStyle(node.parentElement).color;
      return { x: box.x + Math.min(box.width / 2, 20), y: box.y + box.height / 2, colour };
    }
  }
  return undefined;
}
