// Trunk's hook: the law of the working tree beside the page.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error('TRUNK_STAGING_DIR is not set: run `trunk serve`');
const pack = ['run', '--quiet', '--package', 'huice-cli', '--', 'pack', '--out', join(staging, 'law')];
execFileSync('cargo', pack, { stdio: ['ignore', 'ignore', 'inherit'] });
