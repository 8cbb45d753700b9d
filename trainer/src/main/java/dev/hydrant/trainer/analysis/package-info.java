/**
 * Numerical analysis on the host, in double precision: clustering ({@link
 * dev.hydrant.trainer.analysis.KMeans}, {@link dev.hydrant.trainer.analysis.GaussianMixtureEm},
 * {@link dev.hydrant.trainer.analysis.WardClustering}) and how good it is, matching and transport
 * ({@link dev.hydrant.trainer.analysis.Assignment}, {@link
 * dev.hydrant.trainer.analysis.TransportPlan}, {@link dev.hydrant.trainer.analysis.Sinkhorn}), maps
 * of high-dimensional points ({@link dev.hydrant.trainer.analysis.Pca}, {@link
 * dev.hydrant.trainer.analysis.Tsne}, {@link dev.hydrant.trainer.analysis.Umap}), superposition of
 * structures and statistics of samples.
 *
 * <p>Points are the rows of a {@link dev.hydrant.trainer.analysis.Matrix}. The same input and seed
 * give the same bits on any number of threads: threads share out rows, never a sum. Input that has
 * no answer (too few points, NaN) throws an {@link IllegalArgumentException} that names it. The
 * package knows the JDK and Hipparchus, nothing else of the trainer.
 */
package dev.hydrant.trainer.analysis;
