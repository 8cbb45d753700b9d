/**
 * Generated chains: backbones from Ramachandran basins with ideal bond lengths, and side chains of
 * ideal rotamers. Not real proteins, and labelled so wherever they go.
 */
package dev.hydrant.trainer.protein.sample;
