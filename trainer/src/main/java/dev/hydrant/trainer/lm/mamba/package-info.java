/** Mamba (Gu and Dao 2023): selective state spaces, generated from with a constant state. */
package dev.hydrant.trainer.lm.mamba;
