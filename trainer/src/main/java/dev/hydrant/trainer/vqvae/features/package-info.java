/** Tables of features by family: reading them from HDF5, making them, importing CSV. */
package dev.hydrant.trainer.vqvae.features;
