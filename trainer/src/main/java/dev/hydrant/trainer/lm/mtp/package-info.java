/** Models that predict several tokens at once, on the trunk of current-best. */
package dev.hydrant.trainer.lm.mtp;
