import * as path from "node:path";
import * as vscode from "vscode";
import { type DocumentSymbol, type Location, type Range, State, SymbolKind } from "vscode-languageclient/node";
import type { Server } from "./server";
import { citations, find, type Known, mentions, type Overview, sayings } from "./symbols";

/** As many as the server lists unasked. */
const LISTED = 200;
/** How long further changes of files are waited for; the server reads them meanwhile. */
const REST = 1500;

/** The kinds by which the server tells actors apart, with their titles and icons; what is of no kind comes last. */
const KINDS: [title: string, icon: string, ...kinds: SymbolKind[]][] = [
  ["People", "person", SymbolKind.Class],
  ["Organisations", "organization", SymbolKind.Module],
  ["Places", "globe", SymbolKind.Namespace],
  ["Others", "symbol-misc"],
];
const NAMED = new Set(KINDS.flatMap(([, , ...kinds]) => kinds));

/** The two views: the articles with what was said in them, and the actors with the places that name them. */
export class Tree implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly articles: vscode.TreeView<Node>;
  private readonly actors: vscode.TreeView<Node>;
  private readonly used: vscode.Disposable[];
  private overview: Promise<Overview> | undefined;
  private waiting: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {
    this.articles = this.view("ibid.articles", async () => (await this.known()).articles.map((a) => this.article(a)));
    this.actors = this.view("ibid.actors", async () => this.byKind((await this.known()).actors));
    const files = vscode.workspace.createFileSystemWatcher("**/*.{txt,md,markdown,html,htm,json,jsonl,eml,bib,toml}");
    const later = () => this.refreshLater();
    this.used = [
      this.changed,
      this.articles,
      this.actors,
      files,
      files.onDidCreate(later),
      files.onDidChange(later),
      files.onDidDelete(later),
      server.onDidReadArticles(() => this.refresh()),
      server.onDidChangeState((state) => {
        void vscode.commands.executeCommand("setContext", "ibid.running", state === State.Running);
        this.refresh();
      }),
    ];
  }

  /** Asks the server again, as far as the views are seen. */
  refresh(): void {
    this.overview = undefined;
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.waiting);
    for (const used of this.used) {
      used.dispose();
    }
  }

  private refreshLater(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), REST);
  }

  private view(name: string, roots: () => Promise<Node[]>): vscode.TreeView<Node> {
    const treeDataProvider: vscode.TreeDataProvider<Node> = {
      onDidChangeTreeData: this.changed.event,
      getTreeItem: (node) => node,
      getChildren: (node) => (node === undefined ? roots() : node.children()),
    };
    return vscode.window.createTreeView(name, { treeDataProvider, showCollapseAll: true });
  }

  /** One question for both views. */
  private known(): Promise<Overview> {
    this.overview ??= this.ask();
    return this.overview;
  }

  private async ask(): Promise<Overview> {
    const overview = await find(this.server, "").catch(() => ({ articles: [], actors: [] }));
    const { articles, actors } = overview;
    void vscode.commands.executeCommand("setContext", "ibid.hasArticles", articles.length > 0);
    const more = (shown: Known[], words: string) =>
      shown.length < LISTED ? undefined : `${words}; the lens finds others`;
    this.articles.message = more(articles, `The ${articles.length} newest articles`);
    this.actors.message = more(actors, `The ${actors.length} most named in the newest articles`);
    return overview;
  }

  private article(known: Known): Node {
    const uri = known.location.uri;
    const node = new Node(known.name, async () => {
      const [said, cited] = await Promise.all([sayings(this.server, uri), citations(this.server, uri)]);
      const notes = cited.length === 0 ? [] : [this.citing(cited)];
      return [...notes, ...said.map((symbol) => this.saying(uri, symbol))];
    });
    node.description = known.container;
    node.iconPath = new vscode.ThemeIcon("note");
    node.contextValue = "article";
    node.key = known.key;
    node.opens(known.location);
    node.tooltip = `${known.name}\n${known.container}`;
    return node;
  }

  private citing(places: Location[]): Node {
    const node = new Node("Cited by", () => inFiles(places));
    node.description = plural(places.length, "citation");
    node.iconPath = new vscode.ThemeIcon("references");
    return node;
  }

  private saying(uri: string, symbol: DocumentSymbol): Node {
    // Who comes first: the view is narrow.
    const node = new Node(symbol.detail === undefined ? symbol.name : `${symbol.detail}: ${symbol.name}`);
    node.iconPath = new vscode.ThemeIcon("quote");
    node.tooltip = symbol.detail === undefined ? symbol.name : `${symbol.name}\n— ${symbol.detail}`;
    node.opens({ uri, range: symbol.selectionRange });
    return node;
  }

  /** Persons, organisations, places and the rest, each under a line of their own. */
  private byKind(actors: Known[]): Node[] {
    return KINDS.flatMap(([title, icon, ...kinds]) => {
      const here = actors.filter(({ kind }) => (kinds.length === 0 ? !NAMED.has(kind) : kinds.includes(kind)));
      if (here.length === 0) {
        return [];
      }
      const node = new Node(title, async () => here.map((known) => this.actor(known, icon)));
      node.description = `${here.length}`;
      node.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
      return [node];
    });
  }

  private actor(known: Known, icon: string): Node {
    const node = new Node(known.name, async () => inFiles(await mentions(this.server, known.location)));
    node.description = known.container;
    node.iconPath = new vscode.ThemeIcon(icon);
    node.tooltip = known.name;
    node.opens(known.location);
    return node;
  }
}

/** A line of a view; what stands under it is asked for when it is opened. */
export class Node extends vscode.TreeItem {
  /** The key of an article. */
  key = "";

  constructor(
    label: string | vscode.TreeItemLabel,
    private readonly below?: () => Promise<Node[]>,
  ) {
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    super(label as string, below === undefined ? None : Collapsed);
  }

  async children(): Promise<Node[]> {
    return (await this.below?.()) ?? [];
  }

  /** What choosing the line leads to. */
  opens({ uri, range }: Location): void {
    this.command = { title: "Open", command: "ibid.open", arguments: [uri, range] };
  }
}

/** Places by file, each with its line of text. */
async function inFiles(places: Location[]): Promise<Node[]> {
  const files = new Map<string, Range[]>();
  for (const { uri, range } of places) {
    files.set(uri, [...(files.get(uri) ?? []), range]);
  }
  return [...files].map(([uri, ranges]) => {
    const file = vscode.Uri.parse(uri);
    const node = new Node(path.posix.basename(file.path), async () => {
      const lines = await read(file);
      return ranges.map((range) => place(uri, range, lines[range.start.line] ?? ""));
    });
    node.resourceUri = file;
    node.iconPath = vscode.ThemeIcon.File;
    node.description = plural(ranges.length, "place");
    return node;
  });
}

function place(uri: string, range: Range, line: string): Node {
  const { start, end } = range;
  // From a few words before, so that the words themselves are seen in a narrow view.
  const from = start.character < 24 ? 0 : line.indexOf(" ", start.character - 24) + 1;
  const label = (from > 0 ? "… " : "") + line.slice(from, start.character + 120).trimEnd();
  const shift = (from > 0 ? 2 : 0) - from;
  const last = end.line === start.line ? end.character : line.length;
  const node = new Node({ label, highlights: [[start.character + shift, Math.min(last + shift, label.length)]] });
  node.description = `${start.line + 1}`;
  node.opens({ uri, range });
  return node;
}

/** The lines of a file as it is seen: in the editor, else on disk. Opening it would tell the server of it. */
async function read(file: vscode.Uri): Promise<string[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
  const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  return text.split(/\r\n|\r|\n/);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
