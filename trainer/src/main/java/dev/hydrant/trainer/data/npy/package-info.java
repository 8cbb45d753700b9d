/**
 * NumPy's files: arrays ({@code .npy}) and archives of arrays ({@code .npz}), read through mapped
 * memory and written byte for byte as NumPy writes them. Python objects (pickles) are never read.
 *
 * <p>Source: NumPy Enhancement Proposal 1 and {@code numpy.lib.format}, versions 1 to 3.
 */
package dev.hydrant.trainer.data.npy;
