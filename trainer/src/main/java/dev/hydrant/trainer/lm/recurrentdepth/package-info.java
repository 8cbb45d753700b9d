/** Recurrent depth (Geiping et al. 2025): a core of blocks applied a varying number of times. */
package dev.hydrant.trainer.lm.recurrentdepth;
