// The extension: starts the server, shows what it answers. It knows nothing of the language.

import * as vscode from 'vscode';
import { Server } from './server';
import { registerQuestions } from './questions';
import { registerFirstSteps } from './first-steps';
import { Pages } from './pages';
import { StatusItem } from './status';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const pages = new Pages();
  const status = new StatusItem();
  const running = (server = new Server(context, status));
  context.subscriptions.push(pages, status, running);
  registerQuestions(context, running, pages);
  registerFirstSteps(context);
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
