"""The ten instruments as OpenFisca variables: the same as ../page/plain.js.

Sums are whole 分. What an office decides is open: each verdict has a condition that holds for
sure, and one that holds where the office says yes.
"""

import datetime

import numpy
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import DAY, Variable, max_, min_, select, where
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

Person = Entity("person", "persons", "Somebody who asks", "")
SLOTS = 3


class Sum(Variable):
    """Money in 分: more than OpenFisca's 32 bits hold."""

    def __init__(self, baseline_variable=None):
        super().__init__(baseline_variable)
        self.dtype = numpy.dtype(numpy.int64)


# The first day of each month from 1970 on: twenty times as fast as numpy's own conversion of a
# month to a day.
FIRST_DAYS = numpy.arange("1970-01", "2200-01", dtype="datetime64[M]").astype("datetime64[D]")


def month_of(days):
    """The number of a day's month, from January 1970 on."""
    return days.astype("datetime64[M]").astype(numpy.int32)


def add_months(days, month, months):
    """The same day some months later, or the last one of that month."""
    later = month + months
    past = days - FIRST_DAYS[month]
    return min_(FIRST_DAYS[later] + past, FIRST_DAYS[later + 1] - 1)


# The document applies from its issue, on a day of this half-year that nobody knows.
EARLIEST = numpy.datetime64("2019-01-01")
LATEST = numpy.datetime64("2019-06-30")


def day_of(period):
    return numpy.datetime64(period.start.date, "D")


# What people are asked.


class History(Enum):
    first_ever = "No"
    elsewhere_before = "Elsewhere"
    here_before = "Here"


class Founding(Enum):
    registered_unemployed = "Registered as unemployed"
    unregistered_unemployed = "Unemployed, not registered"
    other = "Something else"
    not_founded = "Not founded yet"


class Form(Enum):
    enterprise = "Enterprise"
    sole_trader = "Sole trader"
    other = "Something else"
    elsewhere = "A business in another place"
    none = "Nothing was closed"


class Work(Enum):
    employed = "Employed"
    self_employed = "Self-employed"
    registered_unemployed = "Registered as unemployed"
    unregistered_unemployed = "Unemployed, not registered"
    underemployed = "Underemployed"
    student = "Student"
    retired = "Retired"
    not_looking = "Not working, and not looking for work"


class Level(Enum):
    none = "None"
    completion = "Completion"
    beginner = "Beginner"
    middle = "Middle"
    senior = "Senior"
    technician = "Technician"
    senior_technician = "Senior technician"


class Size(Enum):
    small = "Small"
    medium = "Medium"
    large = "Large"
    sole_trader = "Sole trader"
    public = "Public body"
    social_org = "Social organisation"
    other = "Something else"


class Group(Enum):
    graduate_5y = "Graduate of the last five years"
    local_registered_unemployed = "Local, registered as unemployed"
    local_unregistered_unemployed = "Local, unemployed, not registered"
    local_veteran = "Local veteran"
    local_farmer = "Local farmer"
    nonlocal_unemployed = "Unemployed from elsewhere"
    other = "Somebody else"


def asked(name, value_type, options=None):
    """A variable that is given."""
    about = {"value_type": value_type, "entity": Person, "definition_period": DAY, "label": name}
    if options is not None:
        about["possible_values"] = options
        about["default_value"] = list(options)[-1]
    return type(name, (Variable,), about)


def asked_sum(name):
    about = {"value_type": int, "entity": Person, "definition_period": DAY, "label": name}
    return type(name, (Sum,), about)


BOOLS = [
    "startup_here", "enrolled_college_student", "village_official_graduate", "college_graduate",
    "hukou_local", "demobilised_or_veteran", "farmer", "operating_normally", "founder_si_paid",
    "rents_premises", "overseas_returnee", "business_deregistered", "unemployed_after_closure",
    "startup_star_city_level_up", "contest_winning_project", "excellent_student_project",
    "comprehensive_assessment_passed", "is_hardship_person", "zero_employment_household",
    "registered_low_income_farm", "living_allowance_received_this_year", "any_founder_background",
]
DATES = [
    "graduation_date", "registration_date", "deregistration_date", "first_registration_date",
    "cert_date",
]
NUMBERS = [
    "personal_si_months", "ui_benefit_months", "employees_hired", "internship_months", "age",
    "training_months", "training_ui_overlap_months", "loan_term_months", "benchmark_rate",
]
SUMS = [
    "tax_paid_total", "loan_amount_requested", "local_min_wage", "local_dibao_standard",
    "loan_amount_actual", "rent_of_year_1", "rent_of_year_2", "rent_of_year_3",
]
CHOICES = {
    "startup_history": History,
    "founding_status": Founding,
    "closed_business_form": Form,
    "work_status": Work,
    "cert_level": Level,
    "enterprise_size": Size,
}


def inputs():
    for name in BOOLS:
        yield asked(name, bool)
    for name in DATES:
        yield asked(name, datetime.date)
    for name in NUMBERS:
        yield asked(name, int)
    for name in SUMS:
        yield asked_sum(name)
    for name, options in CHOICES.items():
        yield asked(name, Enum, options)
    for slot in range(SLOTS):
        yield asked(f"hires_{slot}_people", int)
        yield asked(f"hires_{slot}_hired_on", datetime.date)
        yield asked(f"hires_{slot}_group", Enum, Group)
        yield asked(f"hires_{slot}_contract_months", int)
        yield asked(f"hires_{slot}_insured_full", bool)


# What several instruments share.


class registration_month(Variable):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return month_of(person("registration_date", period))


class half_a_year_after_registration(Variable):
    value_type = datetime.date
    entity = Person
    definition_period = DAY

    def formula(person, period):
        month = person("registration_month", period)
        return add_months(person("registration_date", period), month, 6)


class three_years_after_registration(Variable):
    value_type = datetime.date
    entity = Person
    definition_period = DAY

    def formula(person, period):
        month = person("registration_month", period)
        return add_months(person("registration_date", period), month, 36)


class first_here(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        history = person("startup_history", period)
        return person("startup_here", period) & (history != History.here_before)


class first_ever(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return person("startup_history", period) == History.first_ever


class counts_as_student(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        graduation = person("graduation_date", period)
        latest = add_months(graduation, month_of(graduation), 60)
        registered = person("registration_date", period)
        recent = (registered >= graduation) & (registered <= latest)
        return (
            person("enrolled_college_student", period)
            | person("village_official_graduate", period)
            | (person("college_graduate", period) & recent)
        )


class unemployed_for_sure(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return person("founding_status", period) == Founding.registered_unemployed


class unemployed_perhaps(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        status = person("founding_status", period)
        registered = status == Founding.registered_unemployed
        return registered | (status == Founding.unregistered_unemployed)


class veteran_or_farmer(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return person("demobilised_or_veteran", period) | person("farmer", period)


class started(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY
    label = "All but the group of people"

    def formula(person, period):
        half = day_of(period) >= person("half_a_year_after_registration", period)
        return person("first_here", period) & person("operating_normally", period) & half


class started_for_sure(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        local = person("unemployed_for_sure", period) | person("veteran_or_farmer", period)
        group = person("counts_as_student", period) | (person("hukou_local", period) & local)
        return person("started", period) & group


class started_perhaps(Variable):
    value_type = bool
    entity = Person
    definition_period = DAY

    def formula(person, period):
        local = person("unemployed_perhaps", period) | person("veteran_or_farmer", period)
        group = person("counts_as_student", period) | (person("hukou_local", period) & local)
        return person("started", period) & group


# Up to three groups of people who were hired.


def hires(slot):
    """What is found of one group."""

    def joins(person, period):
        hired_on = person(f"hires_{slot}_hired_on", period)
        return (
            (person(f"hires_{slot}_people", period) >= 1)
            & (person(f"hires_{slot}_contract_months", period) >= 12)
            & person(f"hires_{slot}_insured_full", period)
            & (hired_on <= day_of(period))
            & (hired_on >= EARLIEST)
            & (hired_on >= person("registration_date", period))
            & (hired_on <= person("three_years_after_registration", period))
        )

    def joins_under_document(person, period):
        late = person(f"hires_{slot}_hired_on", period) >= LATEST
        return person(f"hires_{slot}_joins", period) & late

    def joins_this_year(person, period):
        hired_on = person(f"hires_{slot}_hired_on", period)
        today = day_of(period)
        return (
            (person(f"hires_{slot}_people", period) >= 1)
            & (person(f"hires_{slot}_contract_months", period) >= 12)
            & (hired_on >= today.astype("datetime64[Y]").astype("datetime64[D]"))
            & (hired_on <= today)
        )

    def known(person, period):
        group = person(f"hires_{slot}_group", period)
        return (group == Group.graduate_5y) | (group == Group.local_registered_unemployed)

    def wanted(person, period):
        group = person(f"hires_{slot}_group", period)
        veteran_or_farmer = (group == Group.local_veteran) | (group == Group.local_farmer)
        return person(f"hires_{slot}_known", period) | veteran_or_farmer

    def unclear(person, period):
        group = person(f"hires_{slot}_group", period)
        return group == Group.local_unregistered_unemployed

    for formula in (joins, joins_under_document, joins_this_year, known, wanted, unclear):
        about = {"value_type": bool, "entity": Person, "definition_period": DAY, "formula": formula}
        yield type(f"hires_{slot}_{formula.__name__}", (Variable,), about)


def people(person, period, who, when):
    """How many people of such groups were hired at such times."""
    total = 0
    for slot in range(SLOTS):
        fits = person(f"hires_{slot}_{who}", period) & person(f"hires_{slot}_{when}", period)
        total = total + where(fits, person(f"hires_{slot}_people", period), 0)
    return total


def any_hired(person, period, who, when):
    found = False
    for slot in range(SLOTS):
        fits = person(f"hires_{slot}_{who}", period) & person(f"hires_{slot}_{when}", period)
        found = found | fits
    return found


def rents(person, period, since):
    """The rents of the first three years that have begun, and that are over after a day."""
    registered = person("registration_date", period)
    month = person("registration_month", period)
    begins = registered
    for year in (1, 2, 3):
        ends = add_months(registered, month, 12 * year)
        counts = (ends > since) & (begins <= day_of(period))
        yield where(counts, person(f"rent_of_year_{year}", period), 0)
        begins = ends


class people_for_bonus(Variable):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return people(person, period, "known", "joins_under_document")


class people_for_interest(Variable):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return people(person, period, "wanted", "joins_this_year")


# The ten.


class Verdict(Enum):
    eligible = "Eligible"
    undetermined = "Undetermined"
    ineligible = "Ineligible"


def verdict(sure, perhaps):
    index = numpy.int16
    return select(
        [sure, perhaps],
        [index(Verdict.eligible.index), index(Verdict.undetermined.index)],
        index(Verdict.ineligible.index),
    )


class grant(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        half = person("half_a_year_after_registration", period)
        sure = person("started_for_sure", period) & person("first_ever", period)
        perhaps = person("started_perhaps", period) & (half >= EARLIEST)
        return verdict(sure & (half >= LATEST), perhaps)


class grant_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return person.filled_array(600_000, dtype=numpy.int64)


class insurance(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        within = day_of(period) <= person("three_years_after_registration", period)
        paid = person("founder_si_paid", period) & within
        sure = person("started_for_sure", period) & person("first_ever", period) & paid
        return verdict(sure, person("started_perhaps", period) & paid)


class premises(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        rented = person("rents_premises", period)
        early = rented & (sum(rents(person, period, EARLIEST)) > 0)
        late = rented & (sum(rents(person, period, LATEST)) > 0)
        sure = person("started_for_sure", period) & person("first_ever", period) & late
        return verdict(sure, person("started_perhaps", period) & early)


class premises_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return sum(min_(paid, 600_000) for paid in rents(person, period, LATEST))


class bonus(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        founder = (
            person("any_founder_background", period)
            | person("counts_as_student", period)
            | person("overseas_returnee", period)
            | person("veteran_or_farmer", period)
        )
        first = person("first_here", period)
        sure = (
            first
            & (founder | person("unemployed_for_sure", period))
            & (person("people_for_bonus", period) >= 1)
            & person("first_ever", period)
        )
        known = any_hired(person, period, "known", "joins")
        unclear = any_hired(person, period, "unclear", "joins")
        perhaps = (
            first
            & (founder | person("unemployed_perhaps", period))
            & (known | unclear)
        )
        return verdict(sure, perhaps)


class bonus_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        number = person("people_for_bonus", period).astype(numpy.int64)
        return min_(number * 300_000, 10_000_000)


class failure(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        form = person("closed_business_form", period)
        first_ever = person("first_ever", period)
        first = person("first_registration_date", period)
        start = where(first_ever, person("registration_date", period), first)
        latest = where(
            first_ever,
            person("three_years_after_registration", period),
            add_months(first, month_of(first), 36),
        )
        closed = person("deregistration_date", period)
        half = add_months(closed, month_of(closed), 6)
        months = person("ui_benefit_months", period) + 6
        other = (
            person("business_deregistered", period)
            & (closed >= start)
            & (closed <= latest)
            & (closed <= day_of(period))
            & (half >= EARLIEST)
            & person("unemployed_after_closure", period)
            & (person("personal_si_months", period) >= months)
            & (person("tax_paid_total", period) > 0)
        )
        sure = other & (form == Form.enterprise) & (half >= LATEST)
        may = (form == Form.enterprise) | (form == Form.sole_trader) | (form == Form.elsewhere)
        return verdict(sure, other & may)


class failure_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return min_((person("tax_paid_total", period) + 1) // 2, 1_000_000)


class small_loan(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        asked_for = person("loan_amount_requested", period) > 0
        sure = person("startup_here", period) & asked_for
        return verdict(sure, sure)


class small_loan_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return min_(person("loan_amount_requested", period), 30_000_000)


class large_loan(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        good = (
            person("startup_star_city_level_up", period)
            | person("contest_winning_project", period)
            | person("excellent_student_project", period)
            | (person("employees_hired", period) >= 6)
        )
        passed = person("comprehensive_assessment_passed", period)
        asked_for = person("loan_amount_requested", period) > 0
        sure = person("startup_here", period) & good & passed & asked_for
        return verdict(sure, sure)


class large_loan_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        return min_(person("loan_amount_requested", period), 50_000_000)


class interest(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        borrows = (
            (person("enterprise_size", period) == Size.small)
            & (person("loan_amount_actual", period) > 0)
            & (person("loan_term_months", period) > 0)
        )
        known = person("people_for_interest", period) >= 1
        unclear = any_hired(person, period, "unclear", "joins_this_year")
        # Interest that comes to nothing is no yes.
        sure = borrows & known & (person("interest_sum", period) > 0)
        return verdict(sure, borrows & ~known & unclear)


class interest_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        number = person("people_for_interest", period).astype(numpy.int64)
        principal = min_(person("loan_amount_actual", period), number * 10_000_000)
        months = min_(person("loan_term_months", period), 24)
        parts = min_(principal, 300_000_000) * person("benchmark_rate", period) * months
        # Half of a share in hundredths of a percent, by twelfths.
        return (parts * 2 + 240_000) // 480_000


class internship(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        months = person("internship_months", period)
        term = (months >= 3) & (months <= 12)
        work = person("work_status", period)
        registered = work == Work.registered_unemployed
        free = registered | (work == Work.unregistered_unemployed)
        graduate = person("college_graduate", period) & free
        age = person("age", period)
        young = person("hukou_local", period) & (age >= 16) & (age <= 24) & term
        sure = (graduate & term) | (young & registered)
        return verdict(sure, (graduate & (months > 0)) | (young & free))


class internship_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        months = min_(person("internship_months", period), 12)
        return (person("local_min_wage", period) * months * 6 + 5) // 10


class living(Variable):
    value_type = Enum
    possible_values = Verdict
    default_value = Verdict.ineligible
    entity = Person
    definition_period = DAY

    def formula(person, period):
        level = person("cert_level", period)
        date = person("cert_date", period)
        overlap = person("training_ui_overlap_months", period)
        perhaps = (
            (
                person("is_hardship_person", period)
                | person("zero_employment_household", period)
                | person("registered_low_income_farm", period)
            )
            & (level != Level.none)
            & (level != Level.completion)
            & (date >= numpy.datetime64("2019-01-01"))
            & (date <= numpy.datetime64("2020-12-31"))
            & (date <= day_of(period))
            & ~person("living_allowance_received_this_year", period)
            & (person("training_months", period) > overlap)
        )
        return verdict(perhaps & (overlap == 0), perhaps)


class living_sum(Sum):
    value_type = int
    entity = Person
    definition_period = DAY

    def formula(person, period):
        months = person("training_months", period) - person("training_ui_overlap_months", period)
        return person("local_dibao_standard", period) * max_(months, 0)


SHARED = [
    registration_month, half_a_year_after_registration, three_years_after_registration,
    first_here, first_ever, counts_as_student, unemployed_for_sure, unemployed_perhaps,
    veteran_or_farmer, started, started_for_sure, started_perhaps, people_for_bonus,
    people_for_interest,
]
# In the order of plain.js. Insurance has no sum.
TEN = [
    (grant, grant_sum), (insurance, None), (premises, premises_sum), (bonus, bonus_sum),
    (failure, failure_sum), (small_loan, small_loan_sum), (large_loan, large_loan_sum),
    (interest, interest_sum), (internship, internship_sum), (living, living_sum),
]


def system():
    """The ten instruments and all that they look at."""
    found = TaxBenefitSystem([Person])
    found.add_variables(*inputs(), *SHARED)
    for slot in range(SLOTS):
        found.add_variables(*hires(slot))
    found.add_variables(*(variable for pair in TEN for variable in pair if variable is not None))
    return found
