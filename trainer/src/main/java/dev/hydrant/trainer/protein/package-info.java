/**
 * Protein models: their adapter, data source and training, with commands and data formats in
 * packages below. The engine finds them by their type; no other family uses this one.
 */
package dev.hydrant.trainer.protein;
