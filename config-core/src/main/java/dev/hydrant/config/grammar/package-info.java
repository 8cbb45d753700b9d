/**
 * The two small languages of a configuration: overrides ({@code +db.port=choice(1,2)}) and
 * interpolations ({@code ${db.port}}), as text to data; nothing here evaluates or applies them.
 *
 * <p>Both are parsed by hand-written recursive descent over one {@code Scanner}, in the tokens of
 * Hydra's {@code OverrideLexer.g4} and OmegaConf's {@code OmegaConfGrammarLexer.g4}. Input is
 * untrusted: length, nesting and the size of numbers have limits, and every rejection is one {@link
 * dev.hydrant.config.error.ConfigException} with a caret under the place.
 */
package dev.hydrant.config.grammar;
