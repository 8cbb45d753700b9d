/**
 * The defaults tree and list: which configs make up a composition, in which order, and into which
 * package each goes.
 *
 * <p>Nothing is merged here, and values are not looked at.
 */
package dev.hydrant.config.defaults;
