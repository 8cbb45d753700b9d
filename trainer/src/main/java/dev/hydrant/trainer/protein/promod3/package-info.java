/**
 * The structure database of ProMod3 (Studer et al. 2021; Debian's promod3-data): some 21,000 chains
 * of the Protein Data Bank with N, CA, C and O.
 */
package dev.hydrant.trainer.protein.promod3;
