import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

/** The program to run: the one in the settings, else the one that came with the extension, else `ibid` on PATH. */
export function program(context: vscode.ExtensionContext): string {
  const set = vscode.workspace.getConfiguration("ibid").get<string>("path", "").trim();
  if (set !== "") {
    return withHome(set);
  }
  const name = process.platform === "win32" ? "ibid.exe" : "ibid";
  const bundled = path.join(context.extensionPath, "bin", name);
  if (!fs.existsSync(bundled)) {
    return name;
  }
  allowToRun(bundled);
  return bundled;
}

/** Whether there is no such program: as a file, or on PATH when only a name is given. */
export function isMissing(command: string): boolean {
  if (path.basename(command) !== command) {
    return !fs.existsSync(command);
  }
  const endings = process.platform === "win32" ? ["", ...(process.env.PATHEXT ?? ".EXE").split(";")] : [""];
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return !folders.some((folder) => endings.some((ending) => fs.existsSync(path.join(folder, command + ending))));
}

/** What the program is told besides its command. */
export function programArguments(): string[] {
  return vscode.workspace.getConfiguration("ibid").get<string[]>("arguments", []);
}

/** `~/bin/ibid` is what people write; nobody but a shell understands it. */
function withHome(file: string): string {
  const home = process.env.HOME ?? process.env.USERPROFILE;
  return home !== undefined && /^~[/\\]/.test(file) ? path.join(home, file.slice(2)) : file;
}

/** Some ways of unpacking an extension lose the right to run what is in it. */
function allowToRun(file: string): void {
  try {
    fs.accessSync(file, fs.constants.X_OK);
  } catch {
    try {
      fs.chmodSync(file, 0o755);
    } catch {
      // Not ours to change: starting it says what is wrong.
    }
  }
}

/** Runs the program and answers what it printed; what it complained of is the error. */
export function run(context: vscode.ExtensionContext, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program(context), args, { timeout: 30_000 }, (error, printed, complaint) => {
      if (error === null) {
        resolve(printed);
      } else {
        reject(new Error(complaint.trim() || error.message));
      }
    });
  });
}
