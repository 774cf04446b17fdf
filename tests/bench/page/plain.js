// Ten instruments written out by hand in JavaScript, as a programmer would who has no rule
// language: the same as src/plain.rs. Sums are whole 分, days are numbers like 20190701, null is
// what is not known.

const and = (a, b) => (a === false || b === false ? false : a && b ? true : null);
const or = (a, b) => (a === true || b === true ? true : a === false && b === false ? false : null);
const not = (a) => (a === null ? null : !a);
// What is left to an office: never known.
const OPEN = null;

function plus(date, months) {
  const index = Math.floor(date / 10000) * 12 + (Math.floor(date / 100) % 100) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year * 10000 + month * 100 + Math.min(date % 100, last);
}
const yearStart = (date) => Math.floor(date / 10000) * 10000 + 101;
const by = (day, start, months) => (day === null || start === null ? null : day <= plus(start, months));

export const FACTS = {
  date: ["graduation_date", "registration_date", "deregistration_date", "first_registration_date", "cert_date"],
  whole: [
    "personal_si_months", "ui_benefit_months", "employees_hired", "internship_months", "age",
    "training_months", "training_ui_overlap_months", "loan_term_months",
  ],
  cents: ["tax_paid_total", "loan_amount_requested", "local_min_wage", "local_dibao_standard", "loan_amount_actual"],
  share: ["benchmark_rate"],
  other: [
    "startup_here", "startup_history", "enrolled_college_student", "village_official_graduate",
    "college_graduate", "hukou_local", "founding_status", "demobilised_or_veteran", "farmer",
    "operating_normally", "founder_si_paid", "rents_premises", "rent_by_year", "founder_background",
    "overseas_returnee", "hires", "business_deregistered", "closed_business_form",
    "unemployed_after_closure", "startup_star_city_level_up", "contest_winning_project",
    "excellent_student_project", "comprehensive_assessment_passed", "work_status",
    "is_hardship_person", "zero_employment_household", "registered_low_income_farm", "cert_level",
    "living_allowance_received_this_year", "enterprise_size",
  ],
};
const ALL = Object.values(FACTS).flat();

const readDate = (text) => Number(text.replace(/-/g, ""));
const readCents = (text) => Math.round(Number(text) * 100);

// A person without answers: every field is there, so that all people have one shape.
export function nobody() {
  const p = {};
  for (const name of ALL) p[name] = null;
  return p;
}

export function read(json) {
  const p = nobody();
  for (const name of FACTS.other) p[name] = json[name];
  for (const name of FACTS.date) p[name] = readDate(json[name]);
  for (const name of FACTS.whole) p[name] = Number(json[name]);
  for (const name of FACTS.cents) p[name] = readCents(json[name]);
  p.benchmark_rate = Math.round(Number(json.benchmark_rate.replace("%", "")) * 100);
  p.hires = json.hires.map((h) => ({
    people: Number(h.people),
    hired_on: readDate(h.hired_on),
    group: h.group,
    contract_months: Number(h.contract_months),
    insured_full: h.insured_full,
  }));
  p.rent_by_year = json.rent_by_year.map((r) => ({ year: Number(r.year), paid: readCents(r.paid) }));
  return p;
}

const firstHere = (p) =>
  and(p.startup_here, p.startup_history === null ? null : p.startup_history !== "here_before");

const student = (p) =>
  or(
    p.enrolled_college_student,
    or(p.village_official_graduate, and(p.college_graduate, by(p.registration_date, p.graduation_date, 60))),
  );

const unemployed = (p) =>
  p.founding_status === null || p.founding_status === "unregistered_unemployed"
    ? OPEN
    : p.founding_status === "registered_unemployed";

const group = (p) =>
  or(student(p), and(p.hukou_local, or(unemployed(p), or(p.demobilised_or_veteran, p.farmer))));

function grant(p, today) {
  const half = p.registration_date === null ? null : today >= plus(p.registration_date, 6);
  return and(and(firstHere(p), group(p)), and(p.operating_normally, half));
}

function insurance(p, today) {
  const within = p.registration_date === null ? null : today <= plus(p.registration_date, 36);
  return and(grant(p, today), and(p.founder_si_paid, within));
}

const rent = (p, today) => and(grant(p, today), p.rents_premises);

function rentSum(p) {
  if (p.rent_by_year === null) return null;
  let sum = 0;
  for (let year = 1; year <= 3; year++) {
    let paid = 0;
    for (const r of p.rent_by_year) if (r.year === year) paid += r.paid;
    sum += Math.min(paid, 600000);
  }
  return sum;
}

const counts = (h) => h.group === "graduate_5y" || h.group === "local_registered_unemployed";
const unclear = (h) => h.group === "local_unregistered_unemployed";

function joins(p, h, today) {
  if (h.contract_months < 12 || !h.insured_full || h.hired_on > today) return false;
  return by(h.hired_on, p.registration_date, 36);
}

function bonus(p, today) {
  let clear = null;
  let open = null;
  if (p.hires !== null) {
    clear = open = false;
    for (const h of p.hires) {
      if (h.people < 1) continue;
      if (counts(h)) clear = or(clear, joins(p, h, today));
      else if (unclear(h)) open = or(open, joins(p, h, today));
    }
  }
  const background = p.founder_background === null ? null : p.founder_background.length > 0;
  const person = or(
    or(background, student(p)),
    or(p.overseas_returnee, or(unemployed(p), or(p.demobilised_or_veteran, p.farmer))),
  );
  return and(and(firstHere(p), person), or(clear, and(open, OPEN)));
}

function bonusSum(p, today) {
  if (p.hires === null) return null;
  let people = 0;
  for (const h of p.hires) {
    if (!counts(h)) continue;
    const joined = joins(p, h, today);
    if (joined === null) return null;
    if (joined) people += h.people;
  }
  return Math.min(people * 300000, 10000000);
}

function failure(p) {
  const form =
    p.closed_business_form === null || p.closed_business_form === "sole_trader"
      ? OPEN
      : p.closed_business_form === "enterprise";
  const start =
    p.startup_history === null
      ? null
      : by(p.deregistration_date, p.startup_history === "first_ever" ? p.registration_date : p.first_registration_date, 36);
  const paid =
    p.personal_si_months === null || p.ui_benefit_months === null
      ? null
      : p.personal_si_months >= p.ui_benefit_months + 6;
  return and(and(p.business_deregistered, form), and(start, and(p.unemployed_after_closure, paid)));
}

const failureSum = (p) =>
  p.tax_paid_total === null ? null : Math.min(Math.floor((p.tax_paid_total + 1) / 2), 1000000);

const smallLoan = (p) => p.startup_here;

function largeLoan(p) {
  const staff = p.employees_hired === null ? null : p.employees_hired >= 6;
  const awards = or(p.startup_star_city_level_up, p.contest_winning_project);
  const good = or(awards, or(p.excellent_student_project, staff));
  return and(p.startup_here, and(good, p.comprehensive_assessment_passed));
}

const atMost = (p, cap) => (p.loan_amount_requested === null ? null : Math.min(p.loan_amount_requested, cap));

const thisYear = (h, today) =>
  h.contract_months >= 12 && h.hired_on >= yearStart(today) && h.hired_on <= today;
const wanted = (h) => counts(h) || h.group === "local_veteran" || h.group === "local_farmer";

function interest(p, today) {
  let clear = null;
  let open = null;
  if (p.hires !== null) {
    clear = open = false;
    for (const h of p.hires) {
      if (h.people < 1 || !thisYear(h, today)) continue;
      if (wanted(h)) clear = true;
      else if (unclear(h)) open = true;
    }
  }
  const small = p.enterprise_size === null ? null : p.enterprise_size === "small";
  return and(small, or(clear, and(open, OPEN)));
}

function interestSum(p, today) {
  if (p.hires === null || p.loan_amount_actual === null) return null;
  if (p.loan_term_months === null || p.benchmark_rate === null) return null;
  let people = 0;
  for (const h of p.hires) if (wanted(h) && thisYear(h, today)) people += h.people;
  const principal = Math.min(p.loan_amount_actual, people * 10000000, 300000000);
  // Half of a share in hundredths of a percent, by twelfths; whole numbers are exact up to 2^53.
  const parts = principal * p.benchmark_rate * Math.min(p.loan_term_months, 24);
  return Math.floor((parts * 2 + 240000) / 480000);
}

function internship(p) {
  const term = p.internship_months === null ? null : p.internship_months >= 3 && p.internship_months <= 12;
  const work = p.work_status;
  const free = work === null ? null : work === "registered_unemployed" || work === "unregistered_unemployed";
  const graduate = and(and(p.college_graduate, free), or(term, and(not(term), OPEN)));
  const young = and(p.hukou_local, p.age === null ? null : p.age >= 16 && p.age <= 24);
  const registered =
    work === null || work === "unregistered_unemployed" ? OPEN : work === "registered_unemployed";
  return or(graduate, and(young, and(registered, term)));
}

const internshipSum = (p) =>
  p.local_min_wage === null || p.internship_months === null
    ? null
    : Math.floor((p.local_min_wage * p.internship_months * 6 + 5) / 10);

function living(p) {
  const household = or(p.zero_employment_household, p.registered_low_income_farm);
  const level = p.cert_level === null ? null : p.cert_level !== "none" && p.cert_level !== "completion";
  const date = p.cert_date === null ? null : p.cert_date >= 20190101 && p.cert_date <= 20201231;
  const left =
    p.training_months === null || p.training_ui_overlap_months === null
      ? null
      : p.training_months > p.training_ui_overlap_months;
  const fresh = and(not(p.living_allowance_received_this_year), left);
  return and(and(or(p.is_hardship_person, household), level), and(date, fresh));
}

const livingSum = (p) =>
  p.local_dibao_standard === null || p.training_months === null || p.training_ui_overlap_months === null
    ? null
    : p.local_dibao_standard * Math.max(p.training_months - p.training_ui_overlap_months, 0);

const never = () => [];
const halfYear = (p) => (p.registration_date === null ? [] : [plus(p.registration_date, 6)]);
const hiring = (p) => (p.hires === null ? [] : p.hires.map((h) => h.hired_on).sort((a, b) => a - b));

function verdict(holds, days, p, today) {
  const now = holds(p, today);
  if (now === true) return { verdict: "eligible", from: null, sum: null };
  if (now === null) return { verdict: "undetermined", from: null, sum: null };
  for (const day of days(p)) {
    if (day <= today) continue;
    const then = holds(p, day);
    if (then === true) return { verdict: "not_yet", from: day, sum: null };
    if (then === null) return { verdict: "undetermined", from: null, sum: null };
  }
  return { verdict: "ineligible", from: null, sum: null };
}

// A yes that another reading does not share is no yes.
function doubt(told, shared) {
  if (!shared && (told.verdict === "eligible" || told.verdict === "not_yet")) {
    told.verdict = "undetermined";
    told.from = null;
  }
  return told;
}

export function evaluate(p, today) {
  const first = p.startup_history === "first_ever";
  const a = doubt(verdict(grant, halfYear, p, today), first);
  a.sum = 600000;
  const b = doubt(verdict(insurance, halfYear, p, today), first);
  const c = doubt(verdict(rent, halfYear, p, today), first);
  c.sum = rentSum(p);
  const d = verdict(bonus, hiring, p, today);
  d.sum = bonusSum(p, d.from === null ? today : d.from);
  doubt(d, first);
  const e = verdict(failure, never, p, today);
  e.sum = failureSum(p);
  const f = verdict(smallLoan, never, p, today);
  f.sum = atMost(p, 30000000);
  const g = verdict(largeLoan, never, p, today);
  g.sum = atMost(p, 50000000);
  const h = verdict(interest, hiring, p, today);
  h.sum = interestSum(p, h.from === null ? today : h.from);
  const i = verdict(internship, never, p, today);
  i.sum = internshipSum(p);
  const j = doubt(verdict(living, never, p, today), p.training_ui_overlap_months === 0);
  j.sum = livingSum(p);
  return [a, b, c, d, e, f, g, h, i, j];
}

export const says = (p, today) =>
  evaluate(p, today)
    .map((t) => [t.verdict, ...(t.from === null ? [] : [t.from]), t.sum === null ? "-" : t.sum].join(" "))
    .join("\n");

const STARTUP = [
  "startup_here", "startup_history", "enrolled_college_student", "village_official_graduate",
  "college_graduate", "graduation_date", "registration_date", "hukou_local", "founding_status",
  "demobilised_or_veteran", "farmer", "operating_normally",
];
// What each of the ten asks, in order: for the verdict, and for the sum.
const QUESTIONS = [
  [STARTUP, []],
  [[...STARTUP, "founder_si_paid"], []],
  [[...STARTUP, "rents_premises"], ["rent_by_year"]],
  [[...STARTUP, "founder_background", "overseas_returnee", "hires"], ["hires", "registration_date"]],
  [
    [
      "business_deregistered", "closed_business_form", "startup_history", "deregistration_date",
      "registration_date", "first_registration_date", "unemployed_after_closure",
      "personal_si_months", "ui_benefit_months",
    ],
    ["tax_paid_total"],
  ],
  [["startup_here"], ["loan_amount_requested"]],
  [
    [
      "startup_here", "startup_star_city_level_up", "contest_winning_project",
      "excellent_student_project", "employees_hired", "comprehensive_assessment_passed",
    ],
    ["loan_amount_requested"],
  ],
  [["enterprise_size", "hires"], ["loan_amount_actual", "benchmark_rate", "loan_term_months"]],
  [["college_graduate", "work_status", "internship_months", "hukou_local", "age"], ["local_min_wage"]],
  [
    [
      "is_hardship_person", "zero_employment_household", "registered_low_income_farm", "cert_level",
      "cert_date", "living_allowance_received_this_year", "training_months", "training_ui_overlap_months",
    ],
    ["local_dibao_standard"],
  ],
];

// The next question: the first that is not answered, of the first of the ten that is open.
export function next(p, told) {
  for (let n = 0; n < told.length; n++) {
    const verdict = told[n].verdict;
    if (verdict === "ineligible") continue;
    for (const name of QUESTIONS[n][verdict === "undetermined" ? 0 : 1]) {
      if (p[name] === null) return name;
    }
  }
  return null;
}
