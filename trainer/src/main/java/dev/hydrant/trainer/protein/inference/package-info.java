/** What trained protein models are used for: tokens of structures, structures of tokens, sampling. */
package dev.hydrant.trainer.protein.inference;
