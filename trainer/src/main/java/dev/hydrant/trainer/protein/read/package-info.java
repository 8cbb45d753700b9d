/** Reads protein chains from PDB and mmCIF files, plain or gzip, line by line. */
package dev.hydrant.trainer.protein.read;
