"""The column file: people as one folder of columns. README.md describes the format.

    python columns.py PEOPLE.json FOLDER [--people N] [--seed S] [--day DAY]

writes the people of a JSON file; where more are wanted, each further person takes every answer
from one of them, drawn with `draw`.
"""

import argparse
import json
from pathlib import Path

import numpy

SLOTS = 3

GROUPS = [
    "graduate_5y", "local_registered_unemployed", "local_unregistered_unemployed",
    "local_veteran", "local_farmer", "nonlocal_unemployed", "other",
]
WORK = [
    "employed", "self_employed", "registered_unemployed", "unregistered_unemployed",
    "underemployed", "student", "retired", "not_looking",
]
OPTIONS = {
    "startup_history": ["first_ever", "elsewhere_before", "here_before"],
    "founding_status": [
        "registered_unemployed", "unregistered_unemployed", "other", "not_founded",
    ],
    "founder_background": ["backbone", "small_founder", "researcher"],
    "closed_business_form": ["enterprise", "sole_trader", "other", "elsewhere", "none"],
    "work_status": WORK,
    "cert_level": [
        "none", "completion", "beginner", "middle", "senior", "technician", "senior_technician",
    ],
    "enterprise_size": [
        "small", "medium", "large", "sole_trader", "public", "social_org", "other",
    ],
    "hires.group": GROUPS,
}

# Every answer, with its kind.
FACTS = {
    "startup_here": "bool",
    "startup_history": "choice",
    "enrolled_college_student": "bool",
    "village_official_graduate": "bool",
    "college_graduate": "bool",
    "graduation_date": "date",
    "registration_date": "date",
    "hukou_local": "bool",
    "founding_status": "choice",
    "demobilised_or_veteran": "bool",
    "farmer": "bool",
    "operating_normally": "bool",
    "founder_si_paid": "bool",
    "rents_premises": "bool",
    "rent_by_year": {"year": "whole", "paid": "cents"},
    "founder_background": "set",
    "overseas_returnee": "bool",
    "hires": {
        "people": "whole",
        "hired_on": "date",
        "group": "choice",
        "contract_months": "whole",
        "insured_full": "bool",
    },
    "business_deregistered": "bool",
    "closed_business_form": "choice",
    "deregistration_date": "date",
    "first_registration_date": "date",
    "unemployed_after_closure": "bool",
    "personal_si_months": "whole",
    "ui_benefit_months": "whole",
    "tax_paid_total": "cents",
    "loan_amount_requested": "cents",
    "startup_star_city_level_up": "bool",
    "contest_winning_project": "bool",
    "excellent_student_project": "bool",
    "employees_hired": "whole",
    "comprehensive_assessment_passed": "bool",
    "work_status": "choice",
    "internship_months": "whole",
    "age": "whole",
    "local_min_wage": "cents",
    "is_hardship_person": "bool",
    "zero_employment_household": "bool",
    "registered_low_income_farm": "bool",
    "cert_level": "choice",
    "cert_date": "date",
    "living_allowance_received_this_year": "bool",
    "training_months": "whole",
    "training_ui_overlap_months": "whole",
    "local_dibao_standard": "cents",
    "enterprise_size": "choice",
    "loan_amount_actual": "cents",
    "benchmark_rate": "share",
    "loan_term_months": "whole",
}


def hundredths(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(f"{part:0<2}")


def number(name, kind, value):
    """One answer as a whole number."""
    if kind == "date":
        return int(value.replace("-", ""))
    if kind == "cents":
        return hundredths(value)
    if kind == "share":
        return hundredths(value.removesuffix("%"))
    if kind == "choice":
        return OPTIONS[name].index(value)
    if kind == "set":
        return sum(1 << OPTIONS[name].index(option) for option in value)
    return int(value)


def of_fact(name, kind, answers):
    """The columns of one fact."""
    if not isinstance(kind, dict):
        yield name, [number(name, kind, answer) for answer in answers]
        return
    if max(map(len, answers)) > SLOTS:
        raise ValueError(f"{name}: more than {SLOTS} records")
    yield f"{name}.count", [len(records) for records in answers]
    for slot in range(SLOTS):
        for field, field_kind in kind.items():
            full = f"{name}.{field}"
            yield f"{name}.{slot}.{field}", [
                number(full, field_kind, records[slot][field]) if slot < len(records) else 0
                for records in answers
            ]


def draw(seed, people, fact, choices):
    """Which of some choices each of some people takes for a fact: splitmix64 of
    `seed + people * 64 + fact`, modulo the number of choices."""
    with numpy.errstate(over="ignore"):
        z = numpy.uint64(seed) + people.astype(numpy.uint64) * numpy.uint64(64) + numpy.uint64(fact)
        z = (z + numpy.uint64(1)) * numpy.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        z = z ^ (z >> numpy.uint64(31))
    return (z % numpy.uint64(choices)).astype(numpy.int64)


def columns_of(people, number_of_people=None, seed=0):
    """The columns of people read from JSON, and of as many more as are wanted."""
    columns = {}
    total = number_of_people or len(people)
    more = numpy.arange(len(people), total)
    for fact, (name, kind) in enumerate(FACTS.items()):
        taken = draw(seed, more, fact, len(people))
        for column, values in of_fact(name, kind, [person[name] for person in people]):
            values = numpy.array(values, dtype="<i8")
            columns[column] = numpy.concatenate([values, values[taken]])[:total]
    return columns


def write(folder, columns, day):
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in columns.items():
        values.astype("<i8").tofile(folder / f"{name}.bin")
    head = {
        "people": len(next(iter(columns.values()))),
        "day": day,
        "columns": list(columns),
        "options": OPTIONS,
    }
    (folder / "columns.json").write_text(json.dumps(head, indent=2) + "\n")


def read(folder):
    """The columns of a folder, and its day."""
    head = json.loads((folder / "columns.json").read_text())
    if head["options"] != OPTIONS:
        raise ValueError("the options are not those of columns.py")
    columns = {name: numpy.fromfile(folder / f"{name}.bin", dtype="<i8") for name in head["columns"]}
    for name, values in columns.items():
        if len(values) != head["people"]:
            raise ValueError(f"{name}: {len(values)} values for {head['people']} people")
    return columns, head["day"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("json", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int)
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--day", default="2020-06-30")
    args = parser.parse_args()
    people = json.loads(args.json.read_text())
    write(args.folder, columns_of(people, args.people, args.seed), args.day)


if __name__ == "__main__":
    main()
