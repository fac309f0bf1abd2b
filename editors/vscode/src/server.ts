import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient/node";
import { program, programArguments } from "./program";
import { Status } from "./status";

/** The language server and the client that talks to it. */
export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("ibid", { log: true });
  private client: LanguageClient | undefined;
  private readonly settings: vscode.Disposable;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly status: Status,
  ) {
    this.settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("ibid.path") || change.affectsConfiguration("ibid.arguments")) {
        void this.restart();
      }
    });
  }


  async start(): Promise<void> {
    const command = program(this.context);
    const client = new LanguageClient(
      "ibid",
      "ibid",
      { command, args: ["lsp", ...programArguments()] },
      this.options(),
    );
    client.onDidChangeState(({ newState }) => this.status.state(newState));
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.status.failed();
      await this.explain(command, error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // A client that never started cannot be stopped, and need not be.
    await client?.dispose(2000).catch(() => undefined);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  dispose(): void {
    this.settings.dispose();
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
    };
  }

  private async explain(command: string, error: unknown): Promise<void> {
    this.log.error(String(error));
    const settings = "Open settings";
    const log = "Show log";
    const chosen = await vscode.window.showErrorMessage(
      `ibid could not start “${command}”. Install the program, or set its path.`,
      settings,
      log,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.path");
    } else if (chosen === log) {
      this.log.show();
    }
  }
}
