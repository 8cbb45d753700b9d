/** What trained protein models are used for: tokens of structures, and back, and sampling. */
package dev.hydrant.trainer.protein.inference;
