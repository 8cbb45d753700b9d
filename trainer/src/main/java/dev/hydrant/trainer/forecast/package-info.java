/**
 * What a run would need, computed without running it: its parameters and their rules, its batches,
 * its memory and arithmetic, its learning rate. Nothing is allocated and the native library is not
 * loaded.
 */
package dev.hydrant.trainer.forecast;
