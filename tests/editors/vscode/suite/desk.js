// What the suites share: opening files, waiting, asking the editor, and saying how it went.

const vscode = require('vscode');
const path = require('path');

const PATIENCE = Number(process.env.DULY_PATIENCE ?? 20_000);
/** After so many that went wrong the rest would only take time. */
const ENOUGH = 6;
const rest = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Waits until this is so, and says what was waited for if it never is. */
async function until(what, ask, patience = PATIENCE) {
  const began = Date.now();
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() - began > patience) throw new Error(`waited in vain until ${what}; last seen: ${last && (last.message ?? last)}`);
    await rest(50);
  }
}

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const file = name => vscode.Uri.joinPath(folder(), name);

async function open(name) {
  const document = await vscode.workspace.openTextDocument(typeof name === 'string' ? file(name) : name);
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor, uri: document.uri };
}

const all = document => new vscode.Range(0, 0, document.lineCount, 0);
const found = uri => vscode.languages.getDiagnostics(uri);
const code = diagnostic => String(diagnostic.code?.value ?? diagnostic.code);

/** The place of the nth time that a text stands in a document. */
function place(document, text, nth = 1, into = 0) {
  let at = -1;
  for (let n = 0; n < nth; n++) at = document.getText().indexOf(text, at + 1);
  if (at < 0) throw new Error(`\`${text}\` does not stand in ${path.basename(document.uri.path)}`);
  return document.positionAt(at + into);
}

const ask = (command, ...args) => vscode.commands.executeCommand(command, ...args);

async function replace(document, range, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
}

async function revert({ document, uri }) {
  await vscode.window.showTextDocument(document);
  await ask('workbench.action.files.revert');
  await until('the file is as on disk', () => !document.isDirty && found(uri));
}

/** Runs each, says how it went, and throws if any went wrong. */
async function run(name, tests) {
  let wrong = 0;
  console.log(`| ${name} in VS Code ${vscode.version}, ${vscode.env.appHost}`);
  const only = process.env.ONLY;
  for (const [what, test] of Object.entries(tests)) {
    if ((only && !new RegExp(only).test(what)) || wrong >= ENOUGH) continue;
    const began = Date.now();
    try {
      await test();
      console.log(`| ok   ${what} (${Date.now() - began} ms)`);
    } catch (error) {
      wrong += 1;
      console.log(`| FAIL ${what}: ${error.stack ?? error}`.replace(/\n/g, '\n|   '));
    }
  }
  if (wrong) throw new Error(`${wrong} went wrong`);
}

module.exports = { vscode, until, rest, folder, file, open, all, found, code, place, ask, replace, revert, run };
