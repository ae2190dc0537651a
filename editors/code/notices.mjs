// Writes down under which licences the packages stand that esbuild has put into the extension.
// usage: notices.mjs METAFILE > THIRD-PARTY.txt

import { existsSync, readdirSync, readFileSync } from 'node:fs';

const { inputs } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const folder = path => path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1];
const packages = [...new Set(Object.keys(inputs).map(folder).filter(Boolean))].sort();
console.log('The extension holds these packages, each under its own licence.');
for (const it of packages) {
  const { name, version, license } = JSON.parse(readFileSync(`${it}/package.json`, 'utf8'));
  console.log(`\n${'-'.repeat(80)}\n${name} ${version} (${license})\n`);
  const text = readdirSync(it).find(file => /^licen[cs]e/i.test(file));
  if (!text || !existsSync(`${it}/${text}`)) throw new Error(`${name} has no licence text`);
  console.log(readFileSync(`${it}/${text}`, 'utf8').trim());
}
