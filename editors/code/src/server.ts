// Finds the server, starts it, and starts it again when it ends on its own.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  CloseAction,
  type CloseHandlerResult,
  type ErrorHandler,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type Location,
  type Position,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';
import { type StatusItem, type Status } from './status';

/** What the server can be asked for by name. The extension registers these, so that they are there before the server is. */
export const QUESTIONS = [
  'duly.showRun',
  'duly.showPicture',
  'duly.explain',
  'duly.showVerdicts',
  'duly.checkWorkspace',
  'duly.fixAll',
] as const;
export type Question = (typeof QUESTIONS)[number];

const RESTARTS = 4;
const WITHIN_MS = 3 * 60_000;

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly output = vscode.window.createOutputChannel('Duly', { log: true });
  private readonly listeners: vscode.Disposable[] = [this.output];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly status: StatusItem,
  ) {
    const restart = () => this.restart();
    this.listeners.push(
      vscode.commands.registerCommand('duly.restartServer', restart),
      vscode.commands.registerCommand('duly.showOutput', () => this.output.show()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => serverPath() && this.restart()),
      vscode.workspace.onDidChangeConfiguration(it => it.affectsConfiguration('duly.server.path') && this.restart()),
    );
  }

  async start(): Promise<void> {
    const command = this.find();
    if (typeof command !== 'string') return this.tell(command.problem);
    const client = new LanguageClient('duly', 'Duly', { command, args: ['server'] }, this.options());
    leaveQuestionsToUs(client);
    this.client = client;
    this.status.starting();
    client.onNotification('duly/status', (it: Status) => this.status.show(it));
    try {
      await client.start();
      this.status.started();
    } catch (error) {
      this.output.error(`${command}: ${error}`);
      this.tell('Duly could not start its server, so nothing is checked.');
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (!client) return;
    // A server that does not answer is not waited for.
    await client.stop(2000).catch(error => this.output.warn(`${error}`));
    await client.dispose().catch(() => {});
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async ask<T>(question: Question, ...args: unknown[]): Promise<T | undefined> {
    if (!this.client?.isRunning()) {
      this.tell('The Duly server is not running, so it cannot be asked.');
      return undefined;
    }
    return this.client.sendRequest(ExecuteCommandRequest.type, { command: question, arguments: args }) as Promise<T>;
  }

  uri(it: vscode.Uri): string {
    return this.client ? this.client.code2ProtocolConverter.asUri(it) : it.toString();
  }

  dispose(): void {
    for (const it of this.listeners) it.dispose();
  }

  /** The server that the settings name, else the one that came along. Nothing is ever fetched. */
  private find(): string | { problem: string } {
    const named = serverPath();
    if (named) {
      if (fs.existsSync(named)) return named;
      return { problem: `There is no program at \`${named}\`, which the setting \`duly.server.path\` names.` };
    }
    const folder = this.context.asAbsolutePath('server');
    const packed = path.join(folder, process.platform === 'win32' ? 'duly.exe' : 'duly');
    const here = `${process.platform}-${process.arch}`;
    const made = read(path.join(folder, 'platform'));
    if (made === here && fs.existsSync(packed)) return packed;
    const why = made ? `is made for ${made}, and this computer is ${here}` : 'came without its server';
    return { problem: `This copy of Duly ${why}. Install the one for ${here}, or name a \`duly\` program in the setting \`duly.server.path\`.` };
  }

  private options(): LanguageClientOptions {
    const { trace: _trace, server: _server, ...settings } = JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('duly')));
    return {
      // Not what is shown beside a comparison with an earlier state: it would be told everything twice.
      documentSelector: [
        { language: 'duly', scheme: 'file' },
        { language: 'duly', scheme: 'untitled' },
      ],
      synchronize: { configurationSection: 'duly' },
      initializationOptions: { shows: { pictures: true, pages: true, uses: true }, status: true, settings },
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: this.whenItEnds(),
      middleware: {
        resolveCodeLens: async (lens, token, next) => this.withUses(await next(lens, token)),
      },
    };
  }

  /** The editor's own command for places takes the editor's own kinds of place, which the protocol cannot carry. */
  private withUses(lens: vscode.CodeLens | null | undefined): vscode.CodeLens | null | undefined {
    const { command, client } = { command: lens?.command, client: this.client };
    if (command?.command !== 'editor.action.showReferences' || !client) return lens;
    const [uri, at, places] = command.arguments as [string, Position, Location[]];
    const { asUri, asPosition, asLocation } = client.protocol2CodeConverter;
    command.arguments = [asUri(uri), asPosition(at), places.map(it => asLocation(it))];
    return lens;
  }

  private whenItEnds(): ErrorHandler {
    const ends: number[] = [];
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: (): CloseHandlerResult => {
        const now = Date.now();
        ends.push(now);
        if (ends.filter(it => now - it < WITHIN_MS).length <= RESTARTS) {
          this.output.warn('The server ended on its own and is started again.');
          this.status.starting();
          return { action: CloseAction.Restart, handled: true };
        }
        this.tell('The Duly server ended several times within three minutes. Nothing is checked until it is started again.');
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private tell(problem: string): void {
    this.status.stopped(problem);
    void vscode.window.showErrorMessage(problem, 'Restart', 'Show Details', 'Settings').then(choice => {
      if (choice === 'Restart') return this.restart();
      if (choice === 'Show Details') return this.output.show();
      if (choice === 'Settings') return vscode.commands.executeCommand('workbench.action.openSettings', 'duly.server.path');
      return undefined;
    });
  }
}

function serverPath(): string {
  // In a folder that is not trusted the editor leaves out what that folder says; see package.json.
  return vscode.workspace.getConfiguration('duly').get<string>('server.path', '').trim();
}

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The client would register whatever the server advertises, and fail on names that are taken. */
function leaveQuestionsToUs(client: LanguageClient): void {
  const feature = client.getFeature('workspace/executeCommand');
  const initialize = feature.initialize.bind(feature);
  feature.initialize = (capabilities, selector) => {
    const theirs = capabilities.executeCommandProvider;
    const commands = (theirs?.commands ?? []).filter(it => !(QUESTIONS as readonly string[]).includes(it));
    initialize({ ...capabilities, executeCommandProvider: theirs && { ...theirs, commands } }, selector);
  };
}
