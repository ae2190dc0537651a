// What is found is shown, can be mended, and is gone afterwards.

const assert = require('assert');
const fs = require('fs');
const { vscode, until, open, all, found, code, place, ask, replace, revert, file, folder } = require('./desk');

const breaks = (uri, requirement) => found(uri).find(it => code(it).endsWith(requirement) || it.message.includes(requirement));

const actionsAt = async (uri, range) => (await ask('vscode.executeCodeActionProvider', uri, range, undefined, 1)) ?? [];

module.exports = {
  async 'what is broken is shown in every file, open or not'() {
    await open('emergency.duly');
    await until('there are errors in a file that nobody opened', () =>
      found(file('partners.duly')).some(it => it.severity === vscode.DiagnosticSeverity.Error),
    );
    assert.ok(found(file('emergency.duly')).length > 3);
  },

  async 'a finding has a code that leads to a page, and the stops of its run'() {
    const { uri, document } = await open('emergency.duly');
    const it = await until('the finding is there', () => breaks(uri, 'approve-before-irreversible'));
    assert.strictEqual(document.getText(it.range), 'prints');
    assert.match(String(it.code.target), /^file:/);
    assert.ok(fs.readFileSync(vscode.Uri.parse(String(it.code.target)).fsPath, 'utf8').startsWith('# '));
    assert.ok(it.relatedInformation.length > 10, `${it.relatedInformation.length} stops`);
    assert.match(it.source, /duly/i);
    const stop = it.relatedInformation[0].location;
    assert.strictEqual(document.getText(stop.range), 'request');
  },

  async 'a quick fix mends what it says, and undoing brings it back'() {
    const { uri, document } = await open('emergency.duly');
    const it = await until('the finding is there', () => breaks(uri, 'approve-before-irreversible'));
    const before = found(uri).length;
    const action = await until('a fix is offered', async () =>
      // The editor does not tell through its API what a fix claims to solve; its title does.
      (await actionsAt(uri, it.range)).find(action => action.edit && action.title.startsWith('put in the missing step')),
    );
    assert.ok(action.title.length > 10);
    if (action.edit) await vscode.workspace.applyEdit(action.edit);
    if (action.command) await ask(action.command.command, ...(action.command.arguments ?? []));
    await until('it is found no more', () => !breaks(uri, 'approve-before-irreversible'));
    await ask('undo');
    await until('it is found again', () => found(uri).length === before);
    await revert({ uri, document });
  },

  async 'a mistake in writing is told at its place, with what was meant'() {
    const { uri, document } = await open('registration.duly');
    await until('all is read', () => found(uri).length > 0);
    await replace(document, new vscode.Range(place(document, 'auditor'), place(document, 'auditor', 1, 7)), 'auditr');
    const it = await until('the name is not known', () => found(uri).find(it => document.getText(it.range) === 'auditr'));
    const action = await until('the right name is offered', async () =>
      (await actionsAt(uri, it.range)).find(action => action.title.includes('auditor')),
    );
    await vscode.workspace.applyEdit(action.edit);
    await until('it is gone', () => !found(uri).some(it => document.getText(it.range) === 'auditr'));
    await revert({ uri, document });
  },

  async 'what can be mended without asking is mended on saving'() {
    const uri = file('mended.duly');
    const read = () => fs.readFileSync(uri.fsPath, 'utf8');
    // A leave to ignore something that is not there.
    const leave = '// duly: ignore[unreachable-step] it is done elsewhere';
    fs.writeFileSync(uri.fsPath, `procedure spare "Spare" {\n  step one: screen by auditor ${leave}\n}\n`);
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'duly' });
    await settings.update('codeActionsOnSave', { 'source.fixAll.duly': 'explicit' }, vscode.ConfigurationTarget.Workspace, true);
    try {
      const { document } = await open(uri);
      await until('it is told', () => found(uri).some(it => it.message.includes('unreachable-step')));
      await until('it was mended', async () => {
        // A change is needed, for a file without one is not saved; and the editor does not wait for a mend for long.
        await replace(document, new vscode.Range(0, 0, 0, 0), '\n');
        await document.save();
        return !read().includes('ignore[');
      });
      assert.ok(read().includes('step one: screen by auditor'));
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace, true);
      await ask('workbench.action.closeActiveEditor');
      fs.rmSync(uri.fsPath, { force: true });
      fs.rmSync(vscode.Uri.joinPath(folder(), '.vscode').fsPath, { recursive: true, force: true });
    }
  },

  async 'what a lens asks for can be shown'() {
    const { uri } = await open('emergency.duly');
    const lenses = await until('lenses have their words', async () => {
      const lenses = await ask('vscode.executeCodeLensProvider', uri, 50);
      return lenses?.some(it => /break \d+ requirement/.test(it.command?.title)) && lenses;
    });
    const shown = lenses.find(it => it.command?.command === 'duly.showRun');
    assert.ok(shown, lenses.map(it => `${it.command?.title}: ${it.command?.command}`).join(', '));
    await ask(shown.command.command, ...shown.command.arguments);
    const tab = await until('the picture is open', () => picture());
    assert.ok(tab.label.length > 3);
    await vscode.window.tabGroups.close(tab);
  },

  async 'the procedure at the cursor is shown as a picture'() {
    const { editor, document } = await open('emergency.duly');
    editor.selection = new vscode.Selection(place(document, 'step prints'), place(document, 'step prints'));
    await ask('duly.showPicture');
    await vscode.window.tabGroups.close(await until('the picture is open', () => picture()));
  },

  async 'pages open beside the text: a word, the baseline, everything'() {
    const { editor, document } = await open('emergency.duly');
    const at = place(document, 'enrol by');
    editor.selection = new vscode.Selection(at, at);
    for (const command of ['duly.explain', 'duly.showVerdicts', 'duly.checkWorkspace']) {
      await vscode.window.showTextDocument(document);
      await ask(command);
      const tab = await until(`${command} shows a page`, () => preview());
      await vscode.window.tabGroups.close(tab);
    }
  },
};

const tabs = () => vscode.window.tabGroups.all.flatMap(it => it.tabs);
const picture = () => tabs().find(it => it.input?.viewType?.endsWith('duly.picture'));
const preview = () => tabs().find(it => it.input?.viewType?.includes('markdown.preview'));
const same = (a, b) => code(a) === code(b) && a.message === b.message;
