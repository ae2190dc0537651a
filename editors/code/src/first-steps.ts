// The first steps: an example to open, and a procedure to begin from.

import * as path from 'node:path';
import * as vscode from 'vscode';
import snippets from '../snippets/duly.json';

export function registerFirstSteps(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('duly.openExample', () => openExample(context)),
    vscode.commands.registerCommand('duly.newProcedure', newProcedure),
    vscode.commands.registerCommand('duly.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false),
    ),
  );
}

/** A copy, so that nothing that is tried changes what came along. */
async function openExample(context: vscode.ExtensionContext): Promise<void> {
  const packed = vscode.Uri.joinPath(context.extensionUri, 'example');
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: 'Put the Example Here',
    title: 'Where to put the folder with the example',
  });
  if (!chosen?.[0]) return;
  const into = await firstFree(chosen[0], 'duly-example');
  await vscode.workspace.fs.copy(packed, into);
  await vscode.commands.executeCommand('vscode.openFolder', into, { forceNewWindow: !!vscode.workspace.workspaceFolders });
}

async function newProcedure(folder?: vscode.Uri): Promise<void> {
  const into = folder instanceof vscode.Uri ? folder : vscode.workspace.workspaceFolders?.[0]?.uri;
  let uri: vscode.Uri | undefined;
  if (into) {
    const name = await vscode.window.showInputBox({
      title: 'New procedure',
      prompt: 'The name of the file',
      value: 'procedure.duly',
      valueSelection: [0, 'procedure'.length],
      validateInput: it => (/[\\/:*?"<>|]/.test(it) ? 'A file name cannot hold any of \\ / : * ? " < > |' : undefined),
    });
    if (!name?.trim()) return;
    uri = await firstFree(into, name.trim().replace(/\.duly$/, ''), '.duly');
    await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  }
  const document = await vscode.workspace.openTextDocument(uri ?? (await untitled()));
  const editor = await vscode.window.showTextDocument(document);
  const body = snippets['new procedure'].body.join('\n');
  await editor.insertSnippet(new vscode.SnippetString(body), new vscode.Position(0, 0));
}

async function untitled(): Promise<vscode.Uri> {
  return (await vscode.workspace.openTextDocument({ language: 'duly' })).uri;
}

/** `name`, else `name-2`, and so on. Nothing that is there is written over. */
async function firstFree(folder: vscode.Uri, name: string, ending = ''): Promise<vscode.Uri> {
  for (let n = 1; ; n++) {
    const uri = vscode.Uri.joinPath(folder, path.basename(n === 1 ? name : `${name}-${n}`) + ending);
    const there = await vscode.workspace.fs.stat(uri).then(() => true, () => false);
    if (!there) return uri;
  }
}
