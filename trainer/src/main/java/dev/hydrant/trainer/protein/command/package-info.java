/** The commands that the protein family brings. */
package dev.hydrant.trainer.protein.command;
