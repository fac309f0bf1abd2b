import * as path from "node:path";
import type * as vscode from "vscode";
import { run } from "./program";

/** The scheme of the pages on diagnostics: `ibid-explain:misquote.md`. */
export const EXPLANATION = "ibid-explain";

/** The pages that `ibid explain` prints. */
export class Explanations implements vscode.TextDocumentContentProvider {
  constructor(private readonly context: vscode.ExtensionContext) {}

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return run(this.context, ["explain", path.posix.basename(uri.path, ".md")]);
  }
}
