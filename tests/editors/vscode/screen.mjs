// Works in the editor with mouse and keyboard, as a policy author would, and keeps what is seen.

import assert from 'node:assert';
import { chromium } from 'playwright-core';

const [, , address, workspace, into] = process.argv;
const scale = Number(process.env.SCALE ?? 1);
const size = { width: 1280, height: 800 };
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: size, deviceScaleFactor: scale, colorScheme: 'light' });
page.setDefaultTimeout(30_000);
const began = Date.now();
const log = (...said) => console.log(String(Date.now() - began).padStart(6), ...said);
const keep = async name => page.screenshot({ path: `${into}/vscode-${name}.png` });
const press = keys => page.keyboard.press(keys);

/** Where something is, once it no longer moves: lenses and hints that arrive push lines down. */
async function settled(selector, text) {
  let last;
  for (let n = 0; n < 100; n++) {
    const found = page.locator(selector, text ? { hasText: text } : {}).first();
    const box = await found.boundingBox({ timeout: 30_000 });
    if (last && box && box.x === last.x && box.y === last.y) return box;
    last = box;
    await page.waitForTimeout(150);
  }
  throw new Error(`${selector} never comes to rest`);
}

const middle = ({ x, y, width, height }, dx = width / 2) => [x + dx, y + height / 2];
const count = selector => page.locator(selector).count();

/** Asks in the line at the top. A key pressed while the editor is busy with itself is lost, so it is pressed again. */
async function ask(key, text) {
  const line = page.locator('.quick-input-widget input').first();
  for (let left = 5; ; left--) {
    await press(key);
    try {
      return await line.fill(text, { timeout: 4_000 });
    } catch (error) {
      if (left === 0) throw error;
      log(`     ${key} was not heard`);
      await press('Escape');
    }
  }
}

async function command(name) {
  await ask('F1', `>${name}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

async function goTo(line, column = 1) {
  await ask('Control+g', `:${line}:${column}`);
  await press('Enter');
  await page.waitForTimeout(300);
}

/** The list of problems, cut down to what is asked for. */
async function problems(told) {
  await command('Problems: Focus on Problems View');
  await page.locator('[placeholder^="Filter (e.g. text"]').first().fill(told);
}

async function hidePanel() {
  if (await page.locator('.part.panel').isVisible()) await press('Control+j');
}

const trials = {
  async 'opening a file shows what is broken'() {
    await page.goto(`http://${address}/?folder=${encodeURIComponent(workspace)}`);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'emergency.duly' }).first().dblclick({ timeout: 60_000 });
    await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
    await page.waitForFunction(() => /\d+ broken/.test(document.querySelector('.part.statusbar')?.innerText ?? ''));
    await page.waitForSelector('.codelens-decoration a');
    log('squiggles', await count('.squiggly-error'), 'status', (await page.locator('.part.statusbar').innerText()).replace(/\s+/g, ' '));
    await press('Control+Shift+M');
    await page.waitForSelector('.markers-panel .monaco-list-row');
    await page.waitForTimeout(600);
    await keep('1-problems');
  },

  async 'resting the pointer on it tells what and why'() {
    await hidePanel();
    await goTo(34, 9);
    await page.mouse.move(...middle(await settled('.view-line', 'step prints'), 100));
    await page.waitForSelector('.monaco-hover:not(.hidden) .hover-row');
    await page.waitForTimeout(800);
    const said = await page.locator('.monaco-hover:not(.hidden)').first().innerText();
    assert.match(said, /prints/);
    await keep('2-finding');
    await press('Escape');
  },

  async 'the lamp mends it, and it is gone'() {
    const told = 'approve-before-irreversible';
    await problems(told);
    const rows = page.locator('.markers-panel .monaco-list-row', { hasText: told });
    await rows.first().waitFor({ state: 'attached' });
    await page.locator('.tab', { hasText: 'emergency.duly' }).first().click();
    await goTo(34, 9);
    await page.mouse.move(640, 10);
    await press('Control+.');
    await page.waitForSelector('.action-widget .monaco-list-row');
    await page.waitForTimeout(500);
    const offered = await page.locator('.action-widget .monaco-list-row').allInnerTexts();
    log('offered:', offered.map(it => it.trim()).filter(Boolean).slice(1, 4).join(' | '));
    await keep('3-lamp');
    await press('Enter');
    // What is offered is tried before it is put in, which takes its time.
    await rows.first().waitFor({ state: 'detached', timeout: 120_000 });
    await page.waitForTimeout(600);
    await press('Escape');
    await keep('4-mended');
    await command('File: Revert File');
    // The list may hide a row that it has: it is there, which is what counts.
    await rows.first().waitFor({ state: 'attached', timeout: 60_000 });
    await problems('');
    await hidePanel();
  },

  async 'the picture shows the broken run'() {
    await goTo(34, 9);
    await press('Control+k');
    await press('g');
    const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await frame.locator('svg').first().waitFor();
    assert.ok((await frame.locator('svg text').count()) > 10);
    await page.waitForTimeout(800);
    await keep('5-run');
  },

  async 'the status bar counts, and opens a page about all of it'() {
    await command('View: Close All Editors');
    await page.waitForFunction(() => !document.querySelector('iframe.webview'));
    const item = page.locator('.part.statusbar .statusbar-item', { hasText: 'broken' }).first();
    await item.hover();
    await page.waitForTimeout(1200);
    await keep('6-status');
    await item.click();
    const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await frame.locator('h1').first().waitFor();
    await page.waitForTimeout(800);
    await keep('7-everything');
    await command('View: Close All Editors');
  },

  async 'the first steps'() {
    await press('Control+b');
    await command('Duly: First Steps');
    await page.waitForSelector('.getting-started-step, .getting-started-category');
    await page.waitForTimeout(1500);
    await keep('8-first-steps');
    await press('Control+b');
    await command('View: Close All Editors');
  },
};

let wrong = 0;
for (const [what, trial] of Object.entries(trials)) {
  if (process.env.ONLY && !what.includes('opening') && !new RegExp(process.env.ONLY).test(what)) continue;
  try {
    await trial();
    log('ok  ', what);
  } catch (error) {
    wrong += 1;
    log('FAIL', what, error.stack);
    await page.screenshot({ path: `${into}/vscode-failed-${wrong}.png` });
    await press('Escape');
    if (wrong > 2) break;
  }
}
await browser.close();
process.exit(wrong ? 1 : 0);
