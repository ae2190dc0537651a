// What helps while writing.

const assert = require('assert');
const { vscode, until, rest, open, found, place, ask, replace, revert, file } = require('./desk');

const label = it => (typeof it.label === 'string' ? it.label : it.label.label);

async function offered(uri, at) {
  const list = await ask('vscode.executeCompletionItemProvider', uri, at);
  return list.items.map(label);
}

module.exports = {
  async 'roles are offered after `by`, terms after a field'() {
    const file = await open('emergency.duly');
    const { uri, document } = file;
    const roles = await until('roles are offered', async () => {
      const labels = await offered(uri, place(document, 'by registration-officer', 1, 3));
      return labels.includes('legal-adviser') && labels;
    });
    assert.ok(!roles.includes('emergency-registration'), 'a procedure is no role');
    const terms = await offered(uri, place(document, 'level: involve', 1, 7));
    assert.ok(terms.includes('collaborate'), terms.slice(0, 20).join(' '));
  },

  async 'a step is offered whole, with places to fill in'() {
    const file = await open('emergency.duly');
    const at = new vscode.Position(place(file.document, '  step card').line, 0);
    await replace(file.document, new vscode.Range(at, at), '  st\n');
    const list = await ask('vscode.executeCompletionItemProvider', file.uri, at.translate(0, 4), undefined, 20);
    const steps = list.items.filter(it => label(it).startsWith('step') && it.insertText?.value?.includes('${'));
    assert.ok(steps.length > 0, list.items.map(label).join(' '));
    await revert(file);
  },

  async 'a name is changed in all files at once'() {
    const { uri, document } = await open('agency.duly');
    const at = place(document, 'role country-director', 1, 8);
    const edit = await ask('vscode.executeDocumentRenameProvider', uri, at, 'head-of-country');
    const files = edit.entries().map(([uri, edits]) => `${uri.path.split('/').pop()} ${edits.length}`);
    assert.ok(files.length >= 3, files.join(', '));
    await vscode.workspace.applyEdit(edit);
    const documents = edit.entries().map(([uri]) => vscode.workspace.textDocuments.find(it => it.uri.toString() === uri.toString()));
    for (const it of documents) assert.ok(!/\bcountry-director\b/.test(it.getText().replace(/\/\/.*|"[^"]*"/g, '')), it.uri.path);
    await rest(300);
    await until('nobody misses the old name', () => !found(uri).some(it => it.message.includes('country-director') && /DLY/.test(String(it.code?.value))));
    for (const it of documents) await revert({ document: it, uri: it.uri });
  },

  async 'a name that is taken is refused in words'() {
    const { uri, document } = await open('agency.duly');
    const at = place(document, 'role country-director', 1, 8);
    await assert.rejects(async () => ask('vscode.executeDocumentRenameProvider', uri, at, 'not a name'), error => {
      assert.ok(String(error.message).length > 10);
      return true;
    });
  },

  async 'the layout is put right, and only the layout'() {
    const opened = await open('partners.duly');
    const { uri, document } = opened;
    const before = document.getText();
    const line = place(document, '  step request').line;
    await replace(document, new vscode.Range(line, 0, line, 2), '         ');
    const edits = await until('there are edits', async () => {
      const edits = await ask('vscode.executeFormatDocumentProvider', uri, { tabSize: 2, insertSpaces: true });
      return edits?.length && edits;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.ok(document.lineAt(line).text.startsWith('  step request'), document.lineAt(line).text);
    const squeezed = text => text.replace(/\s+/g, '');
    assert.strictEqual(squeezed(document.getText()), squeezed(before));
    const again = await ask('vscode.executeFormatDocumentProvider', uri, { tabSize: 2, insertSpaces: true });
    assert.strictEqual(again?.length ?? 0, 0);
    await revert(opened);
  },

  async 'a remark about a declaration goes on in the next line'() {
    const { document, editor } = await open('emergency.duly');
    const line = place(document, '/// But the prints').line;
    editor.selection = new vscode.Selection(line, document.lineAt(line).text.length, line, document.lineAt(line).text.length);
    await ask('type', { text: '\n' });
    assert.strictEqual(document.lineAt(line + 1).text, '/// ');
    await revert({ document, uri: document.uri });
  },

  async 'a new procedure begins from a short one'() {
    const input = ask('duly.newProcedure', file(''));
    await rest(800);
    await ask('workbench.action.acceptSelectedQuickOpenItem');
    await input;
    const document = await until('the file is open', () =>
      vscode.workspace.textDocuments.find(it => it.uri.path.endsWith('/procedure.duly') && it.getText().includes('procedure adopt-tool')),
    );
    assert.match(document.getText(), /refuse {3}\{ end \}/);
    await vscode.window.showTextDocument(document);
    await ask('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(document.uri);
  },
};
