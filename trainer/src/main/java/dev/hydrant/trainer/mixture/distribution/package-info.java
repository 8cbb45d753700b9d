/** How numbers of components, signal-to-noise ratios and numbers of points are drawn. */
package dev.hydrant.trainer.mixture.distribution;
