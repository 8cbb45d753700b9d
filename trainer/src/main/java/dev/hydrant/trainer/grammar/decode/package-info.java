/** From a decoder's logits to rules: one rule a place, each one that its grammar allows there. */
package dev.hydrant.trainer.grammar.decode;
