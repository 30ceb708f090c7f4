// node validate.js DOCUMENT: exit code 1 and the errors if it is no OpenAPI document.
import { Validator } from '@seriousme/openapi-schema-validator';

const result = await new Validator().validate(process.argv[2]);
if (!result.valid) {
  console.error(JSON.stringify(result.errors, null, 2));
  process.exit(1);
}
