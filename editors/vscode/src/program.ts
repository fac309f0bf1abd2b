import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

/** The program to run: the one in the settings, else the one that came with the extension, else `ibid` on PATH. */
export function program(context: vscode.ExtensionContext): string {
  const set = vscode.workspace.getConfiguration("ibid").get<string>("path", "").trim();
  if (set !== "") {
    return set;
  }
  const name = process.platform === "win32" ? "ibid.exe" : "ibid";
  const bundled = path.join(context.extensionPath, "bin", name);
  return fs.existsSync(bundled) ? bundled : name;
}

/** What the program is told besides its command. */
export function programArguments(): string[] {
  return vscode.workspace.getConfiguration("ibid").get<string[]>("arguments", []);
}
