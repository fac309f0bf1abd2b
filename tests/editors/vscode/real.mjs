// Drives a real VS Code as a writer does. Started by `tests/editors/vscode/real`, which says where everything is.
import fs from "node:fs";
import path from "node:path";
import { Desk, until } from "./desk.mjs";

const { IBID, VSIX, SEEDS, SCRATCH } = process.env;

// Another ibid stands on PATH: the one in the package comes first.
const onPath = path.join(SCRATCH, "path");
fs.mkdirSync(onPath);
fs.copyFileSync(IBID, path.join(onPath, "ibid"));

/** The programs that run as ibid's server now, by their paths. */
function servers() {
  const processes = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const command = (id) => {
    try {
      const told = fs.readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
      return told[1] === "lsp" ? fs.readlinkSync(`/proc/${id}/exe`) : "";
    } catch {
      return "";
    }
  };
  return processes.map(command).filter((program) => program.startsWith(SCRATCH));
}

let desk;
let code = 1;
try {
  desk = await Desk.open(SEEDS, VSIX, onPath);
  const { page } = desk;
  await desk.open("border-crisis.md");

  await desk.test("findings", async () => {
    await until("squiggles", async () => (await page.locator(".squiggly-error").count()) >= 2);
    await desk.command("ibid: Check Workspace");
    await desk.see(".markers-panel", "discussions");
    await desk.see(".statusbar-item", /ibid \d/);
  });
  await desk.press("Control+J");

  await desk.test("program in the package", async () => {
    const running = servers();
    if (running.length !== 1 || !running[0].startsWith(desk.extensions)) throw new Error(`what runs is ${running}`);
  });

  await desk.test("tokens", async () => {
    const plain = await desk.colour("told");
    await until("colours", async () => {
      const colours = [];
      for (const words of ["Lavrov", "We will not allow", "100,000"]) colours.push(await desk.colour(words));
      return !colours.includes(plain) && new Set(colours).size === 3;
    });
  });

  await desk.test("lens", async () => {
    await (await desk.see(".codelens-decoration a", "claims without a source")).click();
    await desk.see(".peekview-widget", "Moscow had moved 200,000 soldiers");
  });
  await desk.press("Escape");

  await desk.test("hover", async () => {
    await desk.rest("Lavrov");
    await desk.see(".monaco-hover", "Sergey Lavrov");
  });
  await desk.press("Escape");

  await desk.test("quick fix", async () => {
    await desk.click("talks”");
    await page.mouse.move(600, 700);
    await desk.press("Control+.");
    await desk.see(".action-widget", "Use the source’s words");
  });
  await desk.test("quick fix taken", async () => {
    await desk.press("Enter");
    await desk.see(".view-line", "discussions”");
    await until("one finding less", async () => (await page.locator(".statusbar-item", { hasText: "ibid 6" }).count()) > 0);
  });

  await desk.test("rename", async () => {
    await desk.click("Kuleba");
    await desk.press("F2");
    const box = page.locator(".rename-box input");
    await box.waitFor();
    await box.fill("Dmitry Kuleba");
  });
  await desk.test("rename taken", async () => {
    await desk.press("Enter");
    await desk.see(".view-line", "answer came from Dmitry Kuleba");
    await desk.press("Control+Z");
    await desk.see(".view-line", "answer came from Dmytro Kuleba");
  });

  await desk.test("completion of keys", async () => {
    await desk.press("Control+End");
    await page.keyboard.type("\n\nThe drills began on a Tuesday [@0");
    await desk.see(".suggest-widget.visible .monaco-list-row", "000_c11a53263d9f578e");
  });
  await desk.test("completion of quotations", async () => {
    await desk.press("Escape");
    await page.keyboard.type("00]. Lavrov told them: “We will no");
    await desk.see(".suggest-widget.visible .monaco-list-row", "We will not allow our initiatives");
  });
  await desk.press("Escape");

  await desk.test("outline", async () => {
    await desk.command("Explorer: Focus on Outline View");
    await desk.see(".outline-pane .monaco-list-row", "Who wants what");
  });

  await desk.test("definition", async () => {
    await desk.press("Control+1");
    await desk.line(20);
    await desk.click("right track");
    await desk.press("F12");
    await desk.tab("001_36ec4a0469faaa65.txt");
    await desk.see(".view-line", "right track or the wrong track");
  });

  await desk.test("article", async () => {
    await desk.line(1);
    await desk.see(".codelens-decoration a", "Cited by 1 note");
    // What “next week” means.
    await desk.see(".view-line", "24–30 January 2022");
    await desk.rest("next week");
    await desk.see(".monaco-hover", "24");
  });
  await desk.press("Escape");

  await desk.test("tree", async () => {
    await page.locator(".activitybar .action-item a[aria-label^='ibid']").click();
    const article = await desk.see(".pane .monaco-list-row", "001_36ec4a0469faaa65");
    await article.click();
    await article.locator(".monaco-tl-twistie").click();
    await desk.see(".pane .monaco-list-row", "Cited by");
    await desk.see(".pane .monaco-list-row", "Russia’s demands");
    const actor = await desk.see(".pane .monaco-list-row", "Vladimir Putin");
    await actor.locator(".monaco-tl-twistie").click();
    const file = await desk.see(".pane .monaco-list-row", "000_c11a53263d9f578e.txt");
    await file.locator(".monaco-tl-twistie").click();
    await desk.see(".pane .monaco-list-row .highlight", "Putin");
  });

  await desk.test("show actor", async () => {
    const input = page.locator(".quick-input-widget input[placeholder='Whom?']");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await until("Blinken alone", async () => {
      // A view that takes the focus late closes the question.
      if (!(await input.isVisible())) {
        await desk.command("ibid: Show Actor…");
        await input.waitFor({ timeout: 5000 }).catch(() => undefined);
        if (await input.isVisible()) await input.fill("Blink");
      }
      return (await rows.count()) === 1 && (await rows.innerText()).includes("Antony Blinken");
    });
    await desk.press("Enter");
    await desk.see(".monaco-hover", "Antony Blinken");
  });
  await desk.press("Escape");

  await desk.test("settings file", async () => {
    await desk.open("ibid.toml");
    await desk.press("Control+End");
    await page.keyboard.type("\n[rules]\nmisquote = ");
    await desk.see(".suggest-widget.visible .monaco-list-row", "information");
  });
  await desk.press("Escape");
  await page.keyboard.type('"error"');

  await desk.test("explain", async () => {
    await desk.open("border-crisis.md");
    await desk.line(17);
    await desk.command("ibid: Explain Finding");
    await desk.tab("other-speaker");
  });

  await desk.test("walkthrough", async () => {
    await desk.command("ibid: Get Started");
    await desk.see(".getting-started-step", "Write a note and cite");
    const step = page.locator(".getting-started-step", { hasText: "See that it runs" });
    await until("the first step done", async () => (await step.locator(".codicon-getting-started-step-checked").count()) > 0);
    await page.waitForTimeout(500); // it moves
  });

  await desk.test("program on PATH", async () => {
    fs.rmSync(path.join(path.dirname(servers()[0]), "ibid"));
    await desk.command("ibid: Restart Language Server");
    await until("the other program", () => servers().length === 1 && servers()[0].startsWith(onPath));
    await desk.see(".statusbar-item", /ibid \d/);
  });
} catch (error) {
  console.log(`  FAIL  ${error.message}\n${desk?.log.split("\n").slice(-15).join("\n")}`);
  if (desk) desk.failed += 1;
} finally {
  code = (await desk?.close()) ?? 1;
}
process.exit(code);
