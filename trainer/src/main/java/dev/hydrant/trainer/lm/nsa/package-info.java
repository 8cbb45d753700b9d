/** Native sparse attention on the trunk of current-best. */
package dev.hydrant.trainer.lm.nsa;
