import * as vscode from "vscode";
import { Server } from "./server";

/** The commands of the palette. */
export class Commands implements vscode.Disposable {
  private readonly registered: vscode.Disposable[];

  constructor(server: Server) {
    const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`ibid.${name}`, run);
    this.registered = [
      // VS Code asks for the findings of all notes by itself; here they are shown.
      command("checkWorkspace", () => vscode.commands.executeCommand("workbench.actions.view.problems")),
      command("restart", () => server.restart()),
      command("showLog", () => server.log.show()),
    ];
  }

  dispose(): void {
    this.registered.forEach((registered) => registered.dispose());
  }
}
