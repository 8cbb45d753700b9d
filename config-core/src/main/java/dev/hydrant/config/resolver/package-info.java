/**
 * The functions that interpolations call, <code>${name:argument}</code>: implemented by programs,
 * registered with {@code ComposerBuilder.resolver}.
 */
package dev.hydrant.config.resolver;
