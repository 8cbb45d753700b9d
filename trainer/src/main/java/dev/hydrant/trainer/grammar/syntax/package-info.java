/**
 * Context-free grammars with numbered rules: files, parsing text into rules, and replacing
 * non-terminals by rules so that every sequence ends in time.
 */
package dev.hydrant.trainer.grammar.syntax;
