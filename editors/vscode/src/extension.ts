import * as vscode from "vscode";
import { Commands } from "./commands";
import { Server } from "./server";
import { Status } from "./status";

let server: Server | undefined;

/** Called by VS Code when a Markdown file or a folder with `ibid.toml` is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = new Status();
  server = new Server(context, status);
  context.subscriptions.push(status, server, new Commands(server));
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
