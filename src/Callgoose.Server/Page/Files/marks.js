import { h } from './dom.js';

// A text in which bytes are marked. Places are bytes of its UTF-8 form: { offset, length, label, isGood }.
export function marked(text, places) {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts = [];
  let at = 0;
  for (const place of [...places].sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    // One inside another is marked with it.
    if (place.offset < at || place.offset + place.length > bytes.length) continue;
    parts.push(decoder.decode(bytes.subarray(at, place.offset)));
    parts.push(h('mark', { class: place.isGood ? 'is-good' : 'is-bad', title: place.label },
      decoder.decode(bytes.subarray(place.offset, place.offset + place.length))));
    at = place.offset + place.length;
  }
  parts.push(decoder.decode(bytes.subarray(at)));
  return parts;
}
