/** Data that is made instead of read: equations of physics and arithmetic expressions. */
package dev.hydrant.trainer.grammar.sample;
