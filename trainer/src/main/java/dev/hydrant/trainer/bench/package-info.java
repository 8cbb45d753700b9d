/** Benchmarks of speed and memory, run on the same code that trains. */
package dev.hydrant.trainer.bench;
