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
// Whether a day lies within some months from another.
const within = (day, start, months) =>
  day === null || start === null ? null : day >= start && day <= plus(start, months);

// The document applies from its issue, on a day of this half-year that nobody knows.
const ISSUED_EARLIEST = 20190101;
const ISSUED_LATEST = 20190630;
const issued = (day) => (day === null ? null : day >= ISSUED_LATEST ? true : day >= ISSUED_EARLIEST ? OPEN : false);

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
    or(p.village_official_graduate, and(p.college_graduate, within(p.registration_date, p.graduation_date, 60))),
  );

const unemployed = (p) =>
  p.founding_status === null || p.founding_status === "unregistered_unemployed"
    ? OPEN
    : p.founding_status === "registered_unemployed";

const group = (p) =>
  or(student(p), and(p.hukou_local, or(unemployed(p), or(p.demobilised_or_veteran, p.farmer))));

// A founder of one of the groups whose first business here has run for half a year.
function founded(p, today) {
  const half = p.registration_date === null ? null : today >= plus(p.registration_date, 6);
  return and(and(firstHere(p), group(p)), and(p.operating_normally, half));
}

const grant = (p, today) =>
  and(founded(p, today), issued(p.registration_date === null ? null : plus(p.registration_date, 6)));

function insurance(p, today) {
  const early = p.registration_date === null ? null : today <= plus(p.registration_date, 36);
  return and(founded(p, today), and(p.founder_si_paid, early));
}

// Whether a rent is of one of the first three years, begun by today and over after a day.
function year(p, r, today, since) {
  if (r.year > 3) return false;
  if (p.registration_date === null) return null;
  const months = 12 * r.year;
  return plus(p.registration_date, months) > since && plus(p.registration_date, months - 12) <= today;
}

function rent(p, today) {
  let clear = null;
  let open = null;
  if (p.rent_by_year !== null) {
    clear = open = false;
    for (const r of p.rent_by_year) {
      if (r.paid <= 0) continue;
      clear = or(clear, year(p, r, today, ISSUED_LATEST));
      open = or(open, year(p, r, today, ISSUED_EARLIEST));
    }
  }
  return and(founded(p, today), and(p.rents_premises, or(clear, and(open, OPEN))));
}

function rentSum(p, today) {
  if (p.rent_by_year === null) return null;
  const years = [0, 0, 0];
  let each = 0;
  for (const r of p.rent_by_year) {
    const counts = year(p, r, today, ISSUED_LATEST);
    if (counts === null) return null;
    if (!counts) continue;
    years[r.year - 1] += r.paid;
    each += Math.min(r.paid, 600000);
  }
  let sum = 0;
  for (const paid of years) sum += Math.min(paid, 600000);
  return Math.min(sum, each);
}

const counts = (h) => h.group === "graduate_5y" || h.group === "local_registered_unemployed";
const unclear = (h) => h.group === "local_unregistered_unemployed";

// Whether people were hired by today, within three years of the start and not before a day.
function joins(p, h, today, since) {
  if (h.contract_months < 12 || !h.insured_full || h.hired_on > today || h.hired_on < since) return false;
  return within(h.hired_on, p.registration_date, 36);
}

function bonus(p, today) {
  let clear = null;
  let open = null;
  if (p.hires !== null) {
    clear = open = false;
    for (const h of p.hires) {
      if (h.people < 1) continue;
      if (counts(h)) clear = or(clear, joins(p, h, today, ISSUED_LATEST));
      if (counts(h) || unclear(h)) open = or(open, joins(p, h, today, ISSUED_EARLIEST));
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
    const joined = joins(p, h, today, ISSUED_LATEST);
    if (joined === null) return null;
    if (joined) people += h.people;
  }
  return Math.min(people * 300000, 10000000);
}

function failure(p, today) {
  const form =
    p.closed_business_form === null || ["sole_trader", "elsewhere"].includes(p.closed_business_form)
      ? OPEN
      : p.closed_business_form === "enterprise";
  const start =
    p.startup_history === null
      ? null
      : within(p.deregistration_date, p.startup_history === "first_ever" ? p.registration_date : p.first_registration_date, 36);
  const paid =
    p.personal_si_months === null || p.ui_benefit_months === null
      ? null
      : p.personal_si_months >= p.ui_benefit_months + 6;
  const closed = p.deregistration_date === null ? null : p.deregistration_date <= today;
  const sixMonthsLater = p.deregistration_date === null ? null : plus(p.deregistration_date, 6);
  const started = and(start, and(closed, issued(sixMonthsLater)));
  const taxed = p.tax_paid_total === null ? null : p.tax_paid_total > 0;
  const after = and(p.unemployed_after_closure, and(paid, taxed));
  return and(and(p.business_deregistered, form), and(started, after));
}

const failureSum = (p) =>
  p.tax_paid_total === null ? null : Math.min(Math.floor((p.tax_paid_total + 1) / 2), 1000000);

const askedFor = (p) => (p.loan_amount_requested === null ? null : p.loan_amount_requested > 0);
const smallLoan = (p) => and(p.startup_here, askedFor(p));

function largeLoan(p) {
  const staff = p.employees_hired === null ? null : p.employees_hired >= 6;
  const awards = or(p.startup_star_city_level_up, p.contest_winning_project);
  const good = or(awards, or(p.excellent_student_project, staff));
  return and(p.startup_here, and(and(good, p.comprehensive_assessment_passed), askedFor(p)));
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
  const amount = p.loan_amount_actual === null ? null : p.loan_amount_actual > 0;
  const term = p.loan_term_months === null ? null : p.loan_term_months > 0;
  const held = and(and(small, and(amount, term)), or(clear, and(open, OPEN)));
  // Interest that comes to nothing is no yes.
  return held === true && interestSum(p, today) === 0 ? false : held;
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
  const done = p.internship_months === null ? null : p.internship_months > 0;
  const term = p.internship_months === null ? null : p.internship_months >= 3 && p.internship_months <= 12;
  const work = p.work_status;
  const free = work === null ? null : work === "registered_unemployed" || work === "unregistered_unemployed";
  const graduate = and(and(p.college_graduate, free), or(term, and(and(done, not(term)), OPEN)));
  const young = and(p.hukou_local, p.age === null ? null : p.age >= 16 && p.age <= 24);
  const registered =
    work === null || work === "unregistered_unemployed" ? OPEN : work === "registered_unemployed";
  return or(graduate, and(young, and(registered, term)));
}

const internshipSum = (p) =>
  p.local_min_wage === null || p.internship_months === null
    ? null
    : Math.floor((p.local_min_wage * Math.min(p.internship_months, 12) * 6 + 5) / 10);

function living(p, today) {
  const household = or(p.zero_employment_household, p.registered_low_income_farm);
  const level = p.cert_level === null ? null : p.cert_level !== "none" && p.cert_level !== "completion";
  const date = p.cert_date === null ? null : p.cert_date >= 20190101 && p.cert_date <= 20201231 && p.cert_date <= today;
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

// The days on which a condition may begin to hold, in order.
const never = () => [];
const halfYear = (p) => (p.registration_date === null ? [] : [plus(p.registration_date, 6)]);
const yearsOfRent = (p) =>
  p.registration_date === null ? [] : [0, 6, 12, 24].map((months) => plus(p.registration_date, months));
const hiring = (p) => (p.hires === null ? [] : p.hires.map((h) => h.hired_on).sort((a, b) => a - b));
const closing = (p) => (p.deregistration_date === null ? [] : [p.deregistration_date]);
const certificate = (p) => (p.cert_date === null ? [] : [p.cert_date]);

// The verdict of today, or of the first of the given days that is not a no, with the sum of that day.
function decide(p, today, holds, days, sum, shared) {
  let [verdict, on] = ["ineligible", today];
  const now = holds(p, today);
  if (now === true) verdict = "eligible";
  else if (now === null) verdict = "undetermined";
  else {
    for (const day of days(p)) {
      if (day <= today) continue;
      const then = holds(p, day);
      if (then === false) continue;
      [verdict, on] = [then ? "not_yet" : "undetermined", day];
      break;
    }
  }
  // Undetermined if another reading does not share a yes.
  if (!shared && (verdict === "eligible" || verdict === "not_yet")) verdict = "undetermined";
  return {
    verdict,
    from: verdict === "not_yet" ? on : null,
    sum: verdict === "ineligible" ? null : sum(p, on),
  };
}

export function evaluate(p, today) {
  const first = p.startup_history === "first_ever";
  const apart = p.training_ui_overlap_months === 0;
  return [
    decide(p, today, grant, halfYear, () => 600000, first),
    decide(p, today, insurance, halfYear, () => null, first),
    decide(p, today, rent, yearsOfRent, rentSum, first),
    decide(p, today, bonus, hiring, bonusSum, first),
    decide(p, today, failure, closing, failureSum, true),
    decide(p, today, smallLoan, never, () => atMost(p, 30000000), true),
    decide(p, today, largeLoan, never, () => atMost(p, 50000000), true),
    decide(p, today, interest, hiring, interestSum, true),
    decide(p, today, internship, never, internshipSum, true),
    decide(p, today, living, certificate, livingSum, apart),
  ];
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
  [[...STARTUP, "rents_premises", "rent_by_year"], []],
  [[...STARTUP, "founder_background", "overseas_returnee", "hires"], ["hires", "registration_date"]],
  [
    [
      "business_deregistered", "closed_business_form", "startup_history", "deregistration_date",
      "registration_date", "first_registration_date", "unemployed_after_closure",
      "personal_si_months", "ui_benefit_months", "tax_paid_total",
    ],
    [],
  ],
  [["startup_here", "loan_amount_requested"], []],
  [
    [
      "startup_here", "startup_star_city_level_up", "contest_winning_project",
      "excellent_student_project", "employees_hired", "comprehensive_assessment_passed",
      "loan_amount_requested",
    ],
    [],
  ],
  [["enterprise_size", "hires", "loan_amount_actual", "loan_term_months"], ["benchmark_rate"]],
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
export function next(p, decisions) {
  for (let n = 0; n < decisions.length; n++) {
    const verdict = decisions[n].verdict;
    if (verdict === "ineligible") continue;
    for (const name of QUESTIONS[n][verdict === "undetermined" ? 0 : 1]) {
      if (p[name] === null) return name;
    }
  }
  return null;
}
