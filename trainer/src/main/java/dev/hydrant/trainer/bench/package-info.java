/** Measurements of speed and memory, made on the very code that trains. */
package dev.hydrant.trainer.bench;
