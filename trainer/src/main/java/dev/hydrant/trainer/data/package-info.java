/**
 * Where batches come from: sources whose every batch is a pure function of its index, read ahead by
 * another thread. It knows files and arrays, not tensors. Sub-packages hold datasets of items and
 * how they are batched, NumPy's and HDF5's files, token shards, and the preparation of text.
 */
package dev.hydrant.trainer.data;
