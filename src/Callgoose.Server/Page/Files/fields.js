// Fields of a form that say what is shown, and are set from the address.
import { h } from './dom.js';

// A value that a list does not have, such as a service that was taken out of the configuration, becomes one of its options.
export function setFields(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements[name];
    field.value = value;
    if (field.tagName === 'SELECT' && field.value !== value) {
      field.append(h('option', { value }, value));
      field.value = value;
    }
  }
}
