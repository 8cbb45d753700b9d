/** Pictures of reconstructed proteins, as PNG. */
package dev.hydrant.trainer.protein.picture;
