// What happens beside the author: other programs, other line ends, texts without a file, a server that dies.

const assert = require('assert');
const fs = require('fs');
const { execFileSync } = require('child_process');
const { vscode, until, rest, open, found, code, place, ask, replace, file } = require('./desk');

const unknown = (uri, name) => found(uri).some(it => it.message.includes(name));
const remove = uri => fs.rmSync(uri.fsPath, { force: true });

module.exports = {
  async 'a file that another program writes, changes and deletes'() {
    const uri = file('outside.duly');
    try {
      fs.writeFileSync(uri.fsPath, 'procedure outside "Outside" {\n  step one: screen by nobody-at-all\n}\n');
      await until('it is seen', () => unknown(uri, 'nobody-at-all'));
      fs.writeFileSync(uri.fsPath, 'procedure outside "Outside" {\n  step one: screen by auditor\n}\n');
      await until('the change is seen', () => !unknown(uri, 'nobody-at-all'));
      fs.writeFileSync(uri.fsPath, 'procedure outside "Outside" {\n  step one: screen by nobody-again\n}\n');
      await until('the next one too', () => unknown(uri, 'nobody-again'));
      remove(uri);
      await until('nothing is left of it', () => found(uri).length === 0);
    } finally {
      remove(uri);
    }
  },

  async 'line ends of Windows'() {
    const uri = file('windows.duly');
    try {
      fs.writeFileSync(uri.fsPath, '// é 😀\r\nprocedure windows "W" {\r\n  // 😀\r\n  step one "😀": screen by nobody-here\r\n}\r\n');
      const { document } = await open(uri);
      assert.strictEqual(document.eol, vscode.EndOfLine.CRLF);
      const it = await until('the name is marked', () => found(uri).find(it => it.message.includes('nobody-here')));
      assert.strictEqual(document.getText(it.range), 'nobody-here');
      const edits = await ask('vscode.executeFormatDocumentProvider', uri, { tabSize: 2, insertSpaces: true });
      const edit = new vscode.WorkspaceEdit();
      edit.set(uri, edits ?? []);
      await vscode.workspace.applyEdit(edit);
      assert.strictEqual(document.getText().match(/[^\r]\n/), null);
      await ask('workbench.action.revertAndCloseActiveEditor');
    } finally {
      remove(uri);
    }
  },

  async 'a text that has no file yet'() {
    const document = await vscode.workspace.openTextDocument({ language: 'duly', content: 'procedure draft "D" {\n  step one: screen by nobody-yet\n}\n' });
    await vscode.window.showTextDocument(document);
    const it = await until('the name is marked', () => found(document.uri).find(it => it.message.includes('nobody-yet')));
    assert.strictEqual(document.getText(it.range), 'nobody-yet');
    await ask('workbench.action.revertAndCloseActiveEditor');
  },

  async 'what was not saved counts, in other files too'() {
    const { document, uri } = await open('agency.duly');
    const emergency = file('emergency.duly');
    const before = found(emergency).length;
    await replace(document, new vscode.Range(place(document, 'community-worker'), place(document, 'community-worker', 1, 16)), 'community-helper');
    await until('the other file misses the role', () => unknown(emergency, 'community-worker'));
    await ask('undo');
    await until('all is as before', () => !unknown(emergency, 'community-worker') && found(emergency).length === before);
    assert.ok(!document.isDirty || uri);
    await ask('workbench.action.files.revert');
  },

  async 'a server that is killed comes back'() {
    const { uri } = await open('emergency.duly');
    await until('there are findings', () => found(uri).length > 3);
    const before = found(uri).length;
    const mine = servers();
    assert.strictEqual(mine.length, 1, `${mine.length} servers`);
    process.kill(mine[0], 'SIGKILL');
    await until('another one runs', () => servers().some(it => it !== mine[0]));
    await until('it answers', () => found(uri).length === before);
    const hovers = await until('it explains', async () => {
      const document = await vscode.workspace.openTextDocument(uri);
      const hovers = await ask('vscode.executeHoverProvider', uri, place(document, 'enrol by', 1, 2));
      return hovers?.length && hovers;
    });
    assert.ok(hovers.length > 0);
  },

  async 'starting the server again by hand'() {
    const { uri } = await open('emergency.duly');
    const [before] = servers();
    await ask('duly.restartServer');
    await until('another one runs', () => servers().length === 1 && servers()[0] !== before);
    await until('it answers', () => found(uri).length > 3);
    assert.ok(found(uri).every(it => code(it)));
  },

  async 'the day can be set'() {
    const uri = file('emergency.duly');
    const settings = vscode.workspace.getConfiguration('duly');
    const sum = () => vscode.languages.getDiagnostics().reduce((sum, [, all]) => sum + all.length, 0);
    await until('there are findings', () => found(uri).length > 3);
    // A server that has just started tells of one file after the other.
    let before;
    await until('all has been told', async () => {
      before = sum();
      await rest(2000);
      return sum() === before;
    });
    await settings.update('today', '2031-01-01', vscode.ConfigurationTarget.Workspace);
    try {
      await until('in five years more has grown old', () => sum() > before);
    } finally {
      await settings.update('today', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until('today is as before', () => sum() === before);
  },
};

/** The servers that this extension host has started, itself or through what writes down what they say, by number. */
function servers() {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const rows = lines.map(it => it.trim().match(/^(\d+)\s+(\d+)\s+(.*)$/)).filter(Boolean);
  const processes = rows.map(([, id, parent, args]) => ({ id: Number(id), parent: Number(parent), args }));
  const mine = it => it && (it.parent === process.pid || mine(processes.find(({ id }) => id === it.parent)));
  const asked = processes.filter(it => /duly(-itself)? server/.test(it.args) && mine(it));
  return asked.filter(it => !asked.some(({ parent }) => parent === it.id)).map(it => it.id);
}
