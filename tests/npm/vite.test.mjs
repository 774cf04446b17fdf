// A page that Vite builds of the package, with the engine as a separate file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder } from './here.mjs';

test('Vite builds the sample', () => {
  const vite = join(process.env.HUICE_TOOLS_NPM, 'vite/bin/vite.js');
  const run = spawnSync(process.execPath, [vite, 'build'], { cwd: 'vite', encoding: 'utf8' });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const assets = readdirSync('vite/dist/assets');
  const engine = assets.filter((name) => name.endsWith('.wasm'));
  assert.equal(engine.length, 1, assets.join());
  const script = assets.find((name) => name.endsWith('.js'));
  assert.ok(readFileSync(join('vite/dist/assets', script), 'utf8').includes(engine[0]));
  // The browser test opens it from here.
  cpSync(folder, 'vite/dist/law', { recursive: true });
  assert.ok(existsSync('vite/dist/law/index.bin'));
});
