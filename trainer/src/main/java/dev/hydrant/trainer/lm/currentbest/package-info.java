/**
 * The transformer of the GPT-2 speed runs, its trunk for the models built on it, and its attention.
 */
package dev.hydrant.trainer.lm.currentbest;
