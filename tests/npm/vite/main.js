// The smallest page: one answer set, one verdict. The law lies in the page's folder `law`.
import init, { HuiceError, load, places } from 'huice';

const get = async (name) => new Uint8Array(await (await fetch(`./law/${name}`)).arrayBuffer());

async function verdict() {
  await init();
  const index = await get('index.bin');
  const here = places(index).places.find((place) => place.code === '320281');
  const rules = load(index, here.code, await Promise.all(here.files.map(get)));
  const outcome = rules.explain('js-jy-startup-rent-subsidy', {
    as_of: '2020-01-01',
    answers: { rents_premises: false },
  });
  return `${outcome.title}: ${outcome.verdict}`;
}

verdict().then(
  (text) => { document.getElementById('verdict').textContent = text; },
  (error) => {
    const code = error instanceof HuiceError ? error.code : 'other';
    document.getElementById('verdict').textContent = `${code} ${error.message}`;
  },
);
