/** Data sets of single JSON files that a CSV index lists: the layout of Odyssey's data. */
package dev.hydrant.trainer.protein.index;
