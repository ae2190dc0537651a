// What an author asks while reading.

const assert = require('assert');
const { vscode, until, open, all, place, ask } = require('./desk');

const STANDARD =
  'namespace class enum interface struct typeParameter type parameter variable property enumMember decorator event function method macro label comment string keyword number regexp operator'.split(' ');
const words = hovers => hovers.flatMap(it => it.contents).map(it => it.value ?? it).join('\n');
const target = it => ({ uri: it.targetUri ?? it.uri, range: it.targetSelectionRange ?? it.targetRange ?? it.range });

module.exports = {
  async 'resting the pointer on a word tells what it means'() {
    const { uri, document } = await open('emergency.duly');
    const action = await until('a word is explained', async () => words(await ask('vscode.executeHoverProvider', uri, place(document, 'enrol by', 1, 2))));
    assert.match(action, /enrol/);
    const role = words(await ask('vscode.executeHoverProvider', uri, place(document, 'country-director', 1, 2)));
    assert.match(role, /Country Director/);
  },

  async 'a role leads to where it is declared, in another file'() {
    const { uri, document } = await open('emergency.duly');
    const [it] = await until('there is a place', async () => {
      const places = await ask('vscode.executeDefinitionProvider', uri, place(document, 'country-director', 1, 2));
      return places?.length && places;
    });
    assert.match(target(it).uri.path, /agency\.duly$/);
    const declared = await vscode.workspace.openTextDocument(target(it).uri);
    assert.strictEqual(declared.getText(target(it).range), 'country-director');
  },

  async 'a word of the guidance leads into the guidance, as a file'() {
    const { uri, document } = await open('emergency.duly');
    const [it] = await until('there is a place', async () => {
      const places = await ask('vscode.executeDefinitionProvider', uri, place(document, 'enrol by', 1, 2));
      return places?.length && places;
    });
    assert.strictEqual(target(it).uri.scheme, 'file');
    const declared = await open(target(it).uri);
    assert.strictEqual(declared.document.getText(target(it).range), 'enrol');
    assert.deepStrictEqual(vscode.languages.getDiagnostics(declared.uri), []);
    assert.match(words(await ask('vscode.executeHoverProvider', declared.uri, target(it).range.start)), /enrol/);
    await ask('workbench.action.closeActiveEditor');
  },

  async 'where else a role is named'() {
    const { uri, document } = await open('agency.duly');
    const places = await ask('vscode.executeReferenceProvider', uri, place(document, 'role country-director', 1, 8));
    const files = new Set(places.map(it => it.uri.path.split('/').pop()));
    assert.ok(files.has('emergency.duly') && files.has('partners.duly') && files.has('agency.duly'), [...files].join(' '));
    const marks = await ask('vscode.executeDocumentHighlights', uri, place(document, 'role country-director', 1, 8));
    assert.ok(marks.length >= 2);
  },

  async 'the table of contents, of a file and of the folder'() {
    const { uri } = await open('emergency.duly');
    const symbols = await until('there are symbols', async () => {
      const symbols = await ask('vscode.executeDocumentSymbolProvider', uri);
      return symbols?.length && symbols;
    });
    assert.ok(symbols.some(it => it.name.includes('emergency-registration') && it.children.length > 10), symbols.map(it => it.name).join(' '));
    const everywhere = await ask('vscode.executeWorkspaceSymbolProvider', 'partner-agreement');
    assert.ok(everywhere.some(it => it.location.uri.path.endsWith('/partners.duly')));
  },

  async 'lenses say how an organisation and a procedure stand'() {
    const titles = async name => {
      const { uri } = await open(name);
      return (await ask('vscode.executeCodeLensProvider', uri, 50))?.map(it => it.command?.title ?? '') ?? [];
    };
    const said = (name, words) => until(`${name} says ${words}`, async () => (await titles(name)).some(it => words.test(it)));
    await said('emergency.duly', /runs through it break \d+ requirements/);
    await said('agency.duly', /\d+ kept .*\d+ broken/);
  },

  async 'what follows and is not written stands in grey'() {
    const { uri, document } = await open('register.duly');
    const hints = await until('there are hints', async () => {
      const hints = await ask('vscode.executeInlayHintProvider', uri, all(document));
      return hints?.length && hints;
    });
    const labels = hints.map(it => (typeof it.label === 'string' ? it.label : it.label.map(part => part.value).join('')));
    assert.ok(labels.some(it => /unacceptable|high/.test(it)), labels.join(', '));
  },

  async 'words are coloured by what they mean'() {
    const { uri } = await open('emergency.duly');
    const legend = await ask('vscode.provideDocumentSemanticTokensLegend', uri);
    const tokens = await until('there are tokens', async () => {
      const tokens = await ask('vscode.provideDocumentSemanticTokens', uri);
      return tokens?.data.length && tokens;
    });
    assert.ok(tokens.data.length > 500);
    // An editor has colours for the kinds of the protocol, and for those that the extension names.
    const named = vscode.extensions.getExtension('duly.duly').packageJSON.contributes.semanticTokenTypes.map(it => it.id);
    const known = new Set([...STANDARD, ...named]);
    for (const type of legend.tokenTypes) assert.ok(known.has(type), `nothing has a colour for \`${type}\``);
  },

  async 'what can be folded, and what stands around the cursor'() {
    const { uri, document } = await open('emergency.duly');
    const folds = await ask('vscode.executeFoldingRangeProvider', uri);
    assert.ok(folds.length > 5);
    const [around] = await ask('vscode.executeSelectionRangeProvider', uri, [place(document, 'prior-information', 1, 3)]);
    const texts = [];
    for (let it = around; it; it = it.parent) texts.push(document.getText(it.range));
    // The editor adds parts of words of its own.
    assert.ok(texts.includes('prior-information'), texts.slice(0, 4).join(' | '));
    assert.ok(texts.at(-1).length > 1000);
  },

  async 'which procedure runs which'() {
    const { uri, document } = await open('registration.duly');
    const [item] = await ask('vscode.prepareCallHierarchy', uri, place(document, 'procedure closing-the-register', 1, 12));
    const callers = await ask('vscode.provideIncomingCalls', item);
    assert.ok(callers.some(it => it.from.name.includes('continuous-registration')), callers.map(it => it.from.name).join(' '));
  },
};
