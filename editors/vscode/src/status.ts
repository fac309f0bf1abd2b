import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";
import type { Server } from "./server";

/** An item of the status bar: whether the server runs, and how much it found in the notes that are known. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("ibid.status", vscode.StatusBarAlignment.Left, 0);
  private readonly changes: vscode.Disposable[];
  private running = false;

  constructor(server: Server) {
    this.item.name = "ibid";
    this.changes = [
      vscode.languages.onDidChangeDiagnostics(() => this.count()),
      server.onDidChangeState((state) => (state === "failed" ? this.failed() : this.state(state))),
    ];
    this.state(State.Starting);
    this.item.show();
  }

  dispose(): void {
    for (const change of this.changes) {
      change.dispose();
    }
    this.item.dispose();
  }

  private state(state: State): void {
    this.running = state === State.Running;
    this.item.backgroundColor = undefined;
    if (this.running) {
      this.count();
    } else if (state === State.Starting) {
      this.show("$(loading~spin) ibid", "starting", "ibid.showLog");
    } else {
      this.show("$(circle-slash) ibid", "not running; choose this to start it", "ibid.restart");
    }
  }

  private failed(): void {
    this.running = false;
    this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
    this.show("$(error) ibid", "could not start; choose this to try again", "ibid.restart");
  }

  private count(): void {
    if (!this.running) {
      return;
    }
    const counts = [0, 0, 0, 0];
    for (const [, findings] of vscode.languages.getDiagnostics()) {
      for (const finding of findings) {
        if (finding.source === "ibid") {
          counts[finding.severity] = (counts[finding.severity] ?? 0) + 1;
        }
      }
    }
    const [errors = 0, warnings = 0, remarks = 0, hints = 0] = counts;
    const parts = [
      plural(errors, "error"),
      plural(warnings, "warning"),
      plural(remarks, "remark"),
      plural(hints, "hint"),
    ];
    const found = parts.filter((part) => part !== "").join(", ") || "nothing found";
    const serious = errors + warnings;
    this.show(serious > 0 ? `$(book) ibid ${serious}` : "$(book) ibid", found, "ibid.checkWorkspace");
  }

  private show(text: string, words: string, command: string): void {
    this.item.text = text;
    this.item.tooltip = `ibid: ${words}`;
    this.item.accessibilityInformation = { label: `ibid: ${words}` };
    this.item.command = command;
  }
}

function plural(count: number, word: string): string {
  return count === 0 ? "" : `${count} ${word}${count === 1 ? "" : "s"}`;
}
