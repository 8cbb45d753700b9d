/** The plain transformer: GPT-2 by the name and the keys of such configs. */
package dev.hydrant.trainer.lm.vanilla;
