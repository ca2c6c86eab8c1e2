"""Validates documents with an independent JSON Schema validator.

Reads a file with one JSON document a line, prints for each `ok` or the place and the reason.
Usage: validate.py SCHEMA DOCUMENTS
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
checker = jsonschema.FormatChecker(formats=["date"])
validator = kind(schema, format_checker=checker)
with open(sys.argv[2], encoding="utf-8") as documents:
    for line in documents:
        error = next(validator.iter_errors(json.loads(line)), None)
        print("ok" if error is None else f"{error.json_path}: {error.validator}")
