// Opens the workbench, has it run a suite inside its extension host, and hands on what that says.

import { chromium } from 'playwright-core';

const [, , address, workspace, suite, which] = process.argv;
const uri = path => `vscode-remote://${address}${encodeURI(path)}`;
const payload = [
  ['extensionDevelopmentPath', uri(suite)],
  ['extensionTestsPath', uri(`${suite}/${which}.js`)],
  ['skipWelcome', 'true'],
  ['skipReleaseNotes', 'true'],
];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
const heard = [];
const done = new Promise(resolve => {
  // Everything that the editor itself says comes along; only what the suite says is of interest, unless it went wrong.
  page.exposeFunction('codeAutomationLog', (_type, args) => {
    const text = args.join(' ');
    if (text.startsWith('| ')) console.log(text.slice(2));
    else heard.push(text);
  });
  page.exposeFunction('codeAutomationExit', resolve);
});
const late = new Promise(resolve => setTimeout(() => resolve('too late'), 400_000).unref());
await page.goto(`http://${address}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
const code = await Promise.race([done, late]);
if (code !== 0) {
  console.log('ended with', code);
  if (process.env.VERBOSE) console.log(heard.join('\n'));
  await page.screenshot({ path: process.env.SEEN ?? 'seen.png' });
}
await browser.close();
process.exit(code === 0 ? 0 : 1);
