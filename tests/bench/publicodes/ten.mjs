// The ten instruments on the Publicodes engine: people in, verdicts and sums out.
import { readFileSync } from "node:fs";
import Engine from "publicodes";
import { parse } from "yaml";

export const rulesText = () => readFileSync(new URL("rules.publicodes.yaml", import.meta.url), "utf8");
export const readRules = (text) => parse(text);

// In the order of plain.js. Insurance has no sum.
const TEN = [
  "grant", "insurance", "premises", "bonus", "failure",
  "small_loan", "large_loan", "interest", "internship", "living",
].map((name) => ({
  eligible: `${name} . eligible`,
  amount: name === "insurance" ? null : `${name} . amount`,
}));

// A date as the rules have it: months, and a 32nd for each day.
const months = (year, month, day) => year * 12 + month - 1 + day / 32;
const readDate = (text) => months(...text.split("-").map(Number));
const readCents = (text) => Math.round(Number(text) * 100);
const readShare = (text) => Math.round(Number(text.replace("%", "")) * 100);
const yes = (b) => (b ? "oui" : "non");
const word = (text) => `'${text}'`;

const DATES = new Set([
  "graduation_date", "registration_date", "deregistration_date", "first_registration_date", "cert_date",
]);
const CENTS = new Set([
  "tax_paid_total", "loan_amount_requested", "local_min_wage", "local_dibao_standard", "loan_amount_actual",
]);
const WORDS = new Set([
  "startup_history", "founding_status", "closed_business_form", "work_status", "cert_level", "enterprise_size",
]);
const SLOTS = 3;

// The rules' inputs for one answer: several for a list.
export function situationOf(name, json) {
  if (name === "hires") {
    if (json.length > SLOTS) throw new Error(`more than ${SLOTS} hires`);
    const situation = {};
    for (let n = 1; n <= SLOTS; n++) {
      const h = json[n - 1];
      situation[`hire_${n} . people`] = h ? Number(h.people) : 0;
      if (!h) continue;
      situation[`hire_${n} . hired_on`] = readDate(h.hired_on);
      situation[`hire_${n} . group`] = word(h.group);
      situation[`hire_${n} . contract_months`] = Number(h.contract_months);
      situation[`hire_${n} . insured_full`] = yes(h.insured_full);
    }
    return situation;
  }
  if (name === "rent_by_year") {
    const paid = (year) =>
      json.filter((r) => Number(r.year) === year).reduce((sum, r) => sum + readCents(r.paid), 0);
    return { "rent . year_1": paid(1), "rent . year_2": paid(2), "rent . year_3": paid(3) };
  }
  if (name === "founder_background") {
    const has = (option) => yes(json.includes(option));
    return {
      "founder_background . backbone": has("backbone"),
      "founder_background . small_founder": has("small_founder"),
      "founder_background . researcher": has("researcher"),
    };
  }
  if (name === "benchmark_rate") return { [name]: readShare(json) };
  if (DATES.has(name)) return { [name]: readDate(json) };
  if (CENTS.has(name)) return { [name]: readCents(json) };
  if (WORDS.has(name)) return { [name]: word(json) };
  return { [name]: typeof json === "boolean" ? yes(json) : Number(json) };
}

// The answer that a rule is part of: `hire_2 . people` belongs to `hires`.
export function answerOf(rule) {
  const [first] = rule.split(" . ");
  if (first.startsWith("hire_")) return "hires";
  return first === "rent" ? "rent_by_year" : first;
}

export function dayOf(asOf) {
  const day = new Date(`${asOf}T00:00:00Z`);
  const inMonths = (d) => months(d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate());
  const next = new Date(day.getTime() + 86400000);
  return { today: inMonths(day), tomorrow: inMonths(next), this_year: months(day.getUTCFullYear(), 1, 1) };
}

export function read(json, day) {
  const situation = { ...day };
  for (const name of Object.keys(json)) Object.assign(situation, situationOf(name, json[name]));
  return situation;
}

export const build = (rules) => new Engine(rules);

// Everything that is shown: verdict and sum of the ten.
export const evaluate = (engine) =>
  TEN.map(({ eligible, amount }) => ({
    eligible: engine.evaluate(eligible),
    amount: amount === null ? null : engine.evaluate(amount),
  }));

// The next question, as the engine's own forms find it: of what is still missing for what is
// shown, that which counts most. What only an office knows is not asked.
export function next(results) {
  const scores = new Map();
  for (const { eligible, amount } of results) {
    if (eligible.nodeValue === false) continue;
    const missing = eligible.nodeValue === true ? amount?.missingVariables : eligible.missingVariables;
    for (const rule in missing) {
      if (!rule.startsWith("office")) scores.set(rule, (scores.get(rule) ?? 0) + missing[rule]);
    }
  }
  let best = null;
  let most = -1;
  for (const [rule, score] of scores) {
    if (score > most) {
      best = rule;
      most = score;
    }
  }
  return best === null ? null : answerOf(best);
}

const VERDICT = new Map([[true, "eligible"], [false, "ineligible"], [undefined, "undetermined"]]);

// Who gets nothing gets no sum.
function line({ eligible, amount }) {
  const sum = eligible.nodeValue === false ? null : amount?.nodeValue;
  return `${VERDICT.get(eligible.nodeValue)} ${sum ?? "-"}`;
}

export const says = (engine) => evaluate(engine).map(line).join("\n");
