import * as vscode from "vscode";
import type { Location, Position, Range } from "vscode-languageclient/node";
import { EXPLANATION, Explanations } from "./explanations";
import { run } from "./program";
import type { Server } from "./server";
import { find, type Known, type Overview } from "./symbols";
import type { Node, Tree } from "./tree";

/** The commands of the palette, of the views and of the lenses. */
export class Commands implements vscode.Disposable {
  private readonly registered: vscode.Disposable[];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
    tree: Tree,
  ) {
    const command = <A extends unknown[]>(name: string, act: (...given: A) => unknown) =>
      vscode.commands.registerCommand(`ibid.${name}`, act);
    this.registered = [
      // VS Code asks for the findings of all notes by itself; here they are shown.
      command("checkWorkspace", () => vscode.commands.executeCommand("workbench.actions.view.problems")),
      command("showActor", () => this.choose("Whom?", ({ actors }) => actors)),
      command("showArticle", () => this.choose("Which article?", ({ articles }) => articles)),
      command("explain", () => explain()),
      command("setUp", () => this.setUp()),
      command("walkthrough", async () => {
        await vscode.commands.executeCommand("workbench.action.openWalkthrough", "ibid.ibid#start");
        // A step is done when its context changes while somebody looks: ibid runs since before.
        await vscode.commands.executeCommand("setContext", "ibid.seenRunning", server.client !== undefined);
      }),
      command("restart", () => server.restart()),
      command("showLog", () => server.log.show()),
      command("refresh", () => tree.refresh()),
      command("open", open),
      command("cite", cite),
      command("showReferences", (uri: string, at: Position, places: Location[]) =>
        this.showReferences(uri, at, places),
      ),
      vscode.workspace.registerTextDocumentContentProvider(EXPLANATION, new Explanations(context)),
    ];
  }

  dispose(): void {
    for (const registered of this.registered) {
      registered.dispose();
    }
  }

  /** Lets the writer choose an actor or an article, and shows where it stands and what is known of it. */
  private choose(question: string, of: (overview: Overview) => Known[]): void {
    const list = vscode.window.createQuickPick<vscode.QuickPickItem & { known: Known }>();
    list.placeholder = question;
    list.matchOnDescription = true;
    list.value = wordsAtCaret();
    let asked: vscode.CancellationTokenSource | undefined;
    const ask = async () => {
      asked?.cancel();
      const now = new vscode.CancellationTokenSource();
      asked = now;
      list.busy = true;
      const found = await find(this.server, list.value, now.token).catch(() => undefined);
      if (found !== undefined && !now.token.isCancellationRequested) {
        list.items = of(found).map((known) => ({ label: known.name, description: known.container, known }));
        list.busy = false;
      }
    };
    list.onDidChangeValue(ask);
    list.onDidAccept(async () => {
      const chosen = list.selectedItems[0] ?? list.activeItems[0];
      if (chosen !== undefined) {
        list.hide();
        await open(chosen.known.location.uri, chosen.known.location.range);
        await vscode.commands.executeCommand("editor.action.showHover");
      }
    });
    list.onDidHide(() => list.dispose());
    list.show();
    void ask();
  }

  /** Writes an `ibid.toml` that says what is there, and opens it. */
  private async setUp(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
    if (folder === undefined) {
      if (folders.length === 0) {
        void vscode.window.showInformationMessage("Open the folder of your articles and notes first.");
      }
      return;
    }
    const file = vscode.Uri.joinPath(folder.uri, "ibid.toml");
    const there = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    try {
      if (!there) {
        this.server.log.info(await run(this.context, ["init", folder.uri.fsPath]));
      }
      await vscode.window.showTextDocument(file);
    } catch (error) {
      void vscode.window.showErrorMessage(`ibid: ${error instanceof Error ? error.message : error}`);
    }
  }

  /** What a lens does: shows the places it speaks of. */
  private async showReferences(uri: string, position: Position, places: Location[]): Promise<void> {
    const client = this.server.client;
    if (client === undefined || places.length === 0) {
      vscode.window.setStatusBarMessage("ibid: there is nothing to show", 3000);
      return;
    }
    const { protocol2CodeConverter: from } = client;
    const locations = places.map((place) => from.asLocation(place));
    const at = from.asPosition(position);
    await vscode.commands.executeCommand("editor.action.showReferences", vscode.Uri.parse(uri), at, locations);
  }
}

/** Opens a file with these words selected. */
async function open(uri: string, { start, end }: Range): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}

/** Cites an article of the view where the caret is in a note, else puts the citation on the clipboard. */
async function cite(article: Node): Promise<void> {
  const citation = `[@${article.key}]`;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === "markdown") {
    await editor.insertSnippet(new vscode.SnippetString().appendText(citation));
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  } else {
    await vscode.env.clipboard.writeText(citation);
    vscode.window.setStatusBarMessage(`ibid: ${citation} is on the clipboard`, 3000);
  }
}

/** Shows the page of the finding at the caret, else of one that is chosen. */
async function explain(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const findings = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri);
  const ours = findings.filter((finding) => finding.source === "ibid" && typeof codeOf(finding) === "string");
  const caret = editor?.selection.active;
  const here = caret === undefined ? undefined : ours.find((finding) => finding.range.contains(caret));
  const codes = [...new Set(ours.map(codeOf))] as string[];
  const code =
    here !== undefined ? codeOf(here) : await vscode.window.showQuickPick(codes, { placeHolder: "Which finding?" });
  if (code !== undefined) {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", vscode.Uri.parse(`${EXPLANATION}:${code}.md`));
  }
}

function codeOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}

/** What is selected, else the word at the caret: a first guess at who is sought. */
function wordsAtCaret(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return "";
  }
  const { document, selection } = editor;
  const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
  const words = range === undefined ? "" : document.getText(range).trim();
  return words.length <= 60 && !words.includes("\n") ? words : "";
}
