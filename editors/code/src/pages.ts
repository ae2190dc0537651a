// Shows what the server answers: pages as a preview, pictures beside the text.

import * as vscode from 'vscode';

export interface Page {
  title: string;
  markdown: string;
}

export interface Picture {
  title: string;
  svg: string;
  text: string;
}

const SCHEME = 'duly-page';

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private panel: vscode.WebviewPanel | undefined;
  private readonly listeners = [
    this.changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.workspace.onDidCloseTextDocument(it => it.uri.scheme === SCHEME && this.texts.delete(it.uri.toString())),
  ];
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? 'This page was closed. Ask for it again.';
  }

  async showPage({ title, markdown }: Page): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replace(/[\\/:*?"<>|#%]+/g, ' ').trim()}.md` });
    // The preview shows links to files as they are written, and opens none: their words have to do.
    this.texts.set(uri.toString(), markdown.replace(/\[([^\]]*)\]\(<?file:[^)>]*>?\)/g, '$1'));
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  showPicture({ title, svg, text }: Picture): void {
    this.panel ??= this.openPanel();
    this.panel.title = title;
    this.panel.webview.html = page(title, svg, text);
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel?.dispose();
    for (const it of this.listeners) it.dispose();
  }

  private openPanel(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel('duly.picture', 'Duly', column, { enableScripts: false, enableFindWidget: true });
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }
}

/** Nothing in it can run or be fetched: the policy allows styles only. */
function page(title: string, svg: string, text: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>
  body { padding: 1rem; }
  .picture { overflow: auto; }
  /* Made to fit, but never so small that it cannot be read. */
  .picture svg { max-width: 100%; min-width: 38rem; height: auto; }
  summary { cursor: pointer; margin-top: 1rem; }
  pre { white-space: pre-wrap; font-family: var(--vscode-editor-font-family); }
</style>
</head>
<body>
<div class="picture">${svg}</div>
<details${svg ? '' : ' open'}><summary>The same in words</summary><pre>${escape(text)}</pre></details>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, it => `&#${it.charCodeAt(0)};`);
}
