// One item in the status bar: how everything that is open stands.

import * as vscode from 'vscode';

/** What the server tells by `duly/status`: numbers of requirements, each counted once for every subject. */
export interface Status {
  state: 'reading' | 'checking' | 'ready';
  kept: number;
  broken: number;
  toJudge: number;
  unknown: number;
  undecided: number;
  optional: number;
  waived: number;
  neverApplies: number;
  errors: number;
  warnings: number;
  files: number;
}

const REST: [keyof Status, string][] = [
  ['kept', 'kept'],
  ['broken', 'broken'],
  ['toJudge', 'to be judged by a person'],
  ['unknown', 'unknown: a file does not say what it depends on'],
  ['undecided', 'undecided: too large to be decided exactly'],
  ['optional', 'kept only if optional steps are taken'],
  ['waived', 'waived'],
  ['neverApplies', 'never applies here'],
];

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('duly.status', vscode.StatusBarAlignment.Left, 10);

  constructor() {
    this.item.name = 'Duly';
  }

  starting(): void {
    this.set('$(sync~spin) Duly', 'Duly is starting.', 'duly.showOutput');
    this.item.show();
  }

  started(): void {
    if (this.item.text.includes('sync~spin')) this.set('Duly', 'Duly is running.', 'duly.checkWorkspace');
  }

  stopped(why: string): void {
    this.set('$(error) Duly is not running', `${why}\n\nClick to start it again.`, 'duly.restartServer');
    this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
    this.item.show();
  }

  show(status: Status): void {
    if (status.state !== 'ready') {
      // The numbers stay where they are, so that the bar does not jump at each key.
      if (!this.item.text.includes('kept')) this.set('$(sync~spin) Duly: reading', 'Duly is reading the files.', 'duly.showOutput');
      return;
    }
    const counts = `$(pass) ${status.kept} kept  $(error) ${status.broken} broken  $(question) ${status.toJudge} to judge`;
    this.set(status.files === 0 ? 'Duly' : counts, tooltip(status), 'duly.checkWorkspace');
    this.item.accessibilityInformation = {
      label: `Duly: ${status.kept} kept, ${status.broken} broken, ${status.toJudge} to judge`,
    };
  }

  dispose(): void {
    this.item.dispose();
  }

  private set(text: string, tip: string | vscode.MarkdownString, command: string): void {
    this.item.text = text;
    this.item.tooltip = tip;
    this.item.command = command;
    this.item.backgroundColor = undefined;
  }
}

function tooltip(status: Status): vscode.MarkdownString {
  const rows = REST.filter(([key]) => key === 'kept' || Number(status[key]) > 0);
  const requirements = rows.map(([key, words]) => `| ${Number(status[key])} | ${words} |`);
  const files = status.files === 1 ? '1 file' : `${status.files} files`;
  const problems = `${files}, ${count(status.errors, 'error')}, ${count(status.warnings, 'warning')}`;
  const lines = ['**Duly**: requirements, for each subject', '', '| | |', '| ---: | --- |', ...requirements, '', problems];
  return new vscode.MarkdownString([...lines, '', 'Click for a page about all of it.'].join('\n'));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
