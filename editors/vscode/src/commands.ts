import * as vscode from "vscode";
import { Server } from "./server";

/** The commands of the palette. */
export class Commands implements vscode.Disposable {
  private readonly registered: vscode.Disposable[];

  constructor(private readonly server: Server) {
    const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`ibid.${name}`, run, this);
    this.registered = [
      command("checkWorkspace", () => this.checkWorkspace()),
      command("showActor", () => this.showActor()),
      command("restart", () => this.server.restart()),
      command("showLog", () => this.server.log.show()),
    ];
  }

  dispose(): void {
    this.registered.forEach((registered) => registered.dispose());
  }

  /** Opens every note in turn, unseen, so that the Problems panel holds the findings of all of them. */
  private async checkWorkspace(): Promise<void> {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "ibid: checking notes" }, async () => {
      const files = await vscode.workspace.findFiles("**/*.{md,markdown}", "**/node_modules/**", 2000);
      for (const file of files) {
        await vscode.workspace.openTextDocument(file);
      }
    });
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }

  /** Finds an actor or an article by name, and goes to where it is introduced. */
  private async showActor(): Promise<void> {
    const client = this.server.running();
    if (client === undefined) {
      void vscode.window.showWarningMessage("ibid is not running.");
      return;
    }
    await vscode.commands.executeCommand("workbench.action.quickOpen", "#");
  }
}
