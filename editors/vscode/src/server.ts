import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type State,
} from "vscode-languageclient/node";
import { isMissing, program, programArguments } from "./program";

/** The language server and the client that talks to it. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("ibid", { log: true });
  private readonly states = new vscode.EventEmitter<State | "failed">();
  private readonly changes = new vscode.EventEmitter<void>();
  /** Whether the server runs. */
  readonly onDidChangeState = this.states.event;
  /** The articles were read, for the first time or again. */
  readonly onDidReadArticles = this.changes.event;
  private current: LanguageClient | undefined;
  private readonly settings: vscode.Disposable;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("ibid.path") || change.affectsConfiguration("ibid.arguments")) {
        void this.restart();
      }
    });
  }

  /** The client, while the server runs. */
  get client(): LanguageClient | undefined {
    return this.current?.isRunning() ? this.current : undefined;
  }

  async start(): Promise<void> {
    const command = program(this.context);
    const args = ["lsp", ...programArguments()];
    this.log.info(`starting ${[command, ...args].join(" ")}`);
    if (isMissing(command)) {
      this.states.fire("failed");
      void this.explain(command, "there is no such program");
      return;
    }
    const client = new LanguageClient("ibid", "ibid", { command, args }, this.options());
    client.onDidChangeState(({ newState }) => this.states.fire(newState));
    this.current = client;
    try {
      await client.start();
    } catch (error) {
      this.states.fire("failed");
      void this.explain(command, error);
    }
  }

  async stop(): Promise<void> {
    const client = this.current;
    this.current = undefined;
    // A client that never started cannot be stopped, and need not be.
    await client?.dispose(2000).catch(() => undefined);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  dispose(): void {
    this.settings.dispose();
    this.states.dispose();
    this.changes.dispose();
    this.log.dispose();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { language: "markdown" },
        { scheme: "file", language: "plaintext" },
        { scheme: "file", pattern: "**/ibid.toml" },
      ],
      synchronize: { configurationSection: "ibid" },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        handleWorkDoneProgress: (token, params, next) => {
          next(token, params);
          if (params.kind === "end") {
            this.changes.fire();
          }
        },
      },
    };
  }

  private async explain(command: string, error: unknown): Promise<void> {
    this.log.error(String(error));
    const help = "How to install it";
    const settings = "Set its path";
    const log = "Show log";
    const words = `ibid could not start “${command}”. Install the program, or set its path.`;
    const chosen = await vscode.window.showErrorMessage(words, help, settings, log);
    if (chosen === help) {
      await vscode.commands.executeCommand("ibid.walkthrough");
    } else if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.path");
    } else if (chosen === log) {
      this.log.show();
    }
  }
}
