/**
 * Families of proteins: chains whose sequences are similar, and parts of a data set that no family
 * is in twice.
 */
package dev.hydrant.trainer.protein.family;
