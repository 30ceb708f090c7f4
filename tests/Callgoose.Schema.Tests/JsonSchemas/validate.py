"""Reads {"schema": path, "instances": [text, ...]} and prints "schema" if the schema is valid, then for each instance whether it is taken."""
import json
import sys

import jsonschema

request = json.load(sys.stdin)
with open(request["schema"], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
print("schema")
validator = jsonschema.Draft202012Validator(schema)
for instance in request["instances"]:
    errors = list(validator.iter_errors(json.loads(instance)))
    print("refused: " + errors[0].message.replace("\n", " ")[:200] if errors else "taken")
