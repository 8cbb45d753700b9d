/** MegaByte (Yu et al. 2023): a global model of patches and a local model of their bytes. */
package dev.hydrant.trainer.lm.megabyte;
