import type * as vscode from "vscode";
import { Commands } from "./commands";
import { Server } from "./server";
import { Status } from "./status";
import { Tree } from "./tree";

let server: Server | undefined;

/** Called by VS Code when a Markdown file, a folder with `ibid.toml` or a view of ours is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server(context);
  const tree = new Tree(server);
  context.subscriptions.push(server, new Status(server), tree, new Commands(context, server, tree));
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
