/**
 * Names near a mistyped one.
 *
 * <p>A package of its own below all others, so that every stage that can meet an unknown name may
 * use it.
 */
package dev.hydrant.config.suggest;
