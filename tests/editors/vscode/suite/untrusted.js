// A folder with a name that needs escaping, that nobody has said to trust, and that asks for another server.

const assert = require('assert');
const { vscode, until, open, found, place, ask, folder, replace, revert, run } = require('./desk');

exports.run = () =>
  run('a folder that is not trusted', {
    async 'it is not trusted, and has an odd name'() {
      assert.strictEqual(vscode.workspace.isTrusted, false);
      assert.ok(folder().path.endsWith('/Loi & règle #2 100%'));
      assert.strictEqual(vscode.workspace.getConfiguration('duly').get('server.path'), '');
    },

    async 'what is broken is shown all the same'() {
      const { uri } = await open('emergency.duly');
      await until('there are findings', () => found(uri).length > 3);
      const related = found(uri).flatMap(it => it.relatedInformation ?? []);
      assert.ok(related.every(it => vscode.workspace.getWorkspaceFolder(it.location.uri)), 'a stop lies in no folder');
    },

    async 'names lead to other files, and are changed there'() {
      const { uri, document } = await open('emergency.duly');
      const at = place(document, 'country-director', 1, 2);
      const [it] = await until('there is a place', async () => {
        const places = await ask('vscode.executeDefinitionProvider', uri, at);
        return places?.length && places;
      });
      const target = it.targetUri ?? it.uri;
      assert.strictEqual(target.toString(), vscode.Uri.joinPath(folder(), 'agency.duly').toString());
      const edit = await ask('vscode.executeDocumentRenameProvider', uri, at, 'head-of-country');
      assert.ok(edit.entries().length >= 3);
    },

    async 'what is typed counts at once'() {
      const opened = await open('partners.duly');
      const { uri, document } = opened;
      await replace(document, new vscode.Range(place(document, 'legal-adviser'), place(document, 'legal-adviser', 1, 13)), 'legal-advisor');
      await until('the name is not known', () => found(uri).some(it => document.getText(it.range) === 'legal-advisor'));
      await revert(opened);
      await until('all is as before', () => !found(uri).some(it => document.getText(it.range) === 'legal-advisor'));
    },
  });
