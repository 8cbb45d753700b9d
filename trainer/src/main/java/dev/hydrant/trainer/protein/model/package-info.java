/** Protein models: the quantizer, its encoder and decoders, trunks, and their losses. */
package dev.hydrant.trainer.protein.model;
