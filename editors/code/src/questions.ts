// The commands that ask the server. A lens or a quick fix brings along what it asks about; from the list of commands
// it is what the cursor stands on.

import * as vscode from 'vscode';
import { type Page, type Pages, type Picture } from './pages';
import { type Question, type Server } from './server';

export function registerQuestions(context: vscode.ExtensionContext, server: Server, pages: Pages): void {
  const register = (question: Question, run: (args: unknown[]) => Promise<void>) => {
    const guarded = (...args: unknown[]) => run(args.filter(isQuestion)).catch(tell);
    context.subscriptions.push(vscode.commands.registerCommand(question, guarded));
  };
  const page = async (question: Question, ...args: unknown[]) => {
    const answer = await server.ask<Page>(question, ...args);
    if (answer) await pages.showPage(answer);
  };
  const picture = async (question: Question, ...args: unknown[]) => {
    const answer = await server.ask<Picture>(question, ...args);
    if (answer) pages.showPicture(answer);
    else void vscode.window.showInformationMessage('There is no procedure at the cursor.');
  };

  register('duly.checkWorkspace', () => page('duly.checkWorkspace'));
  register('duly.showPicture', async ([given]) => {
    const asked = given ?? here(server);
    if (asked) await picture('duly.showPicture', asked);
  });
  register('duly.showRun', async ([given]) => {
    const asked = given ?? (await brokenHere(server));
    if (asked) await picture('duly.showRun', asked);
  });
  register('duly.explain', async ([given]) => {
    const asked = given ?? (await wordHere());
    if (asked) await page('duly.explain', asked);
  });
  register('duly.showVerdicts', async ([given]) => {
    const asked = given ?? fileHere(server);
    if (asked) await page('duly.showVerdicts', asked);
  });
  register('duly.fixAll', async ([given]) => {
    const asked = given ?? fileHere(server);
    if (asked) await server.ask('duly.fixAll', asked);
  });
}

/** A menu hands over the file it was opened on, which asks for nothing. */
function isQuestion(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && !(argument instanceof vscode.Uri) && !('groupId' in argument);
}

function editor(): vscode.TextEditor | undefined {
  const active = vscode.window.activeTextEditor;
  if (active?.document.languageId === 'duly') return active;
  void vscode.window.showInformationMessage('Open a `.duly` file first.');
  return undefined;
}

function here(server: Server) {
  const at = editor();
  return at && { uri: server.uri(at.document.uri), position: { line: at.selection.active.line, character: at.selection.active.character } };
}

function fileHere(server: Server) {
  const at = editor();
  return at && { uri: server.uri(at.document.uri) };
}

/** What was found at the cursor, else what was found in the file, to choose from. */
async function brokenHere(server: Server) {
  const at = editor();
  if (!at) return undefined;
  const uri = at.document.uri;
  const shown = vscode.languages.getDiagnostics(uri).filter(it => fingerprint(it) && it.relatedInformation?.length);
  const onLine = shown.filter(it => it.range.contains(at.selection.active) || it.range.start.line === at.selection.active.line);
  const among = onLine.length ? onLine : shown;
  if (!among.length) {
    void vscode.window.showInformationMessage('Nothing is broken in this file that a run could show.');
    return undefined;
  }
  const items = among.map(it => ({ label: it.message, description: `line ${it.range.start.line + 1}`, found: it }));
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: 'Which run?' });
  return chosen && { uri: server.uri(uri), fingerprint: fingerprint(chosen.found) };
}

/** The client keeps what the server attached to a finding; the editor's own type does not name it. */
function fingerprint(diagnostic: vscode.Diagnostic): string | undefined {
  return (diagnostic as { data?: { fingerprint?: string } }).data?.fingerprint;
}

/** The code of what was found at the cursor, or the word there; without either, what is typed. */
async function wordHere() {
  const active = vscode.window.activeTextEditor;
  const document = active?.document;
  const range = active && document?.languageId === 'duly' ? document.getWordRangeAtPosition(active.selection.active) : undefined;
  const word = range && document?.getText(range);
  const name = word ?? (await vscode.window.showInputBox({ title: 'Explain', prompt: 'A word, the name of a requirement, or a code' }));
  return name ? { name } : undefined;
}

function tell(error: unknown): void {
  void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
}
