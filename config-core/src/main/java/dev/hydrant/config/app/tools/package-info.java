/**
 * Commands beside the main one that look at configs and runs: {@code list}, {@code why}, {@code
 * diff}, {@code lint}, {@code schema}, {@code replay}, {@code sweep}.
 */
package dev.hydrant.config.app.tools;
