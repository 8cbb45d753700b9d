/** What users write of protein models: the sections {@code model, training, loss, masking}. */
package dev.hydrant.trainer.protein.config;
