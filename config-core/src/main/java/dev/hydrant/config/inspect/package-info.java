/**
 * Finds the answers of {@code explain}: it walks a finished composition and the overrides, files
 * and interpolations that it came from. It only looks; it composes nothing differently.
 */
package dev.hydrant.config.inspect;
