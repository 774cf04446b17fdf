// What plain.js says of today alone, in the form of its `says`: what lies ahead is taken out.
// A day after today can only come from a hire, a year of rent, a closing, a certificate, or from
// the half year after registration.
//
//     node today.mjs PEOPLE.json [DAY]
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

export async function plain() {
  // The page's folder is no package of its own: plain.js is read as a module from its text.
  const text = readFileSync(new URL("../page/plain.js", import.meta.url), "utf8");
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

// Whether some months after a day like 20190831 are over after today. A month that has no such day
// ends them on its last.
function ahead(date, months, today) {
  const index = (day) => Math.floor(day / 10000) * 12 + (Math.floor(day / 100) % 100) - 1;
  const [then, now] = [index(date) + months, index(today)];
  if (then !== now) return then > now;
  const last = new Date(Date.UTC(Math.floor(now / 12), (now % 12) + 1, 0)).getUTCDate();
  return Math.min(date % 100, last) > today % 100;
}

export function today(plain, p, day) {
  const hires = p.hires.filter((h) => h.hired_on <= day);
  const begun = (r) => !ahead(p.registration_date, 12 * r.year - 12, day);
  const decisions = plain.evaluate({ ...p, hires, rent_by_year: p.rent_by_year.filter(begun) }, day);
  const none = (t) => Object.assign(t, { verdict: "ineligible", sum: null });
  const [grant, insurance, rent, , failure, , , , , living] = decisions;
  if (ahead(p.registration_date, 6, day)) [grant, insurance, rent].forEach(none);
  if (p.deregistration_date > day) none(failure);
  if (p.cert_date > day) none(living);
  return decisions.map((t) => `${t.verdict} ${t.sum === null ? "-" : t.sum}`).join("\n");
}

export const number = (asOf) => Number(asOf.replace(/-/g, ""));

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, asOf = "2020-06-30"] = process.argv.slice(2);
  const program = await plain();
  const people = JSON.parse(readFileSync(file, "utf8")).map(program.read);
  process.stdout.write(people.map((p) => `${today(program, p, number(asOf))}\n`).join(""));
}
