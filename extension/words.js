/**
 * Every text a reader sees, out of `_locales`. A key is a code of the contract or of this
 * extension: whatever the browser's messages cannot spell becomes an underscore.
 */

/** @param {string} key */
const spelt = (key) => key.replace(/[^A-Za-z0-9_]/g, "_");

/**
 * The words for a key; "" if the catalogue has none.
 * @param {string} key
 * @param {...(string | number)} values  for $1, $2 …
 */
export function say(key, ...values) {
  return chrome.i18n.getMessage(spelt(key), values.map(String));
}

/**
 * The words for a number of things, by the plural rules of the catalogue's own language. $1 is the
 * number.
 * @param {string} key
 * @param {number} count
 * @param {...(string | number)} values  for $2, $3 …
 */
export function count(key, count, ...values) {
  const form = new Intl.PluralRules(say("language")).select(count);
  return say(`${key}_${form}`, count, ...values);
}
