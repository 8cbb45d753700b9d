package dev.hydrant.trainer.vqvae.encode;

import dev.hydrant.trainer.vqvae.encode.Convolution.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A residual network of three blocks (He et al. 2016, arXiv 1512.03385) with random weights that
 * are never trained, over images or series: a convolution over 7 places and a pooling, both with
 * stride 2, blocks of 64, 128 and 256 channels with stride 2, the mean over all places, a linear
 * layer.
 */
final class FrozenCnn implements FeatureEncoder {
  private static final int FIRST = 32;
  private static final int[] CHANNELS = {64, 128, 256};
  private static final float NORM = (float) (1 / Math.sqrt(1 + 1e-5));

  private final int channels;
  private final int height;
  private final int width;
  private final int repeats;
  private final Convolution stem;
  private final Window pool;
  private final List<Block> blocks = new ArrayList<>();
  private final float[] linear;
  private final float[] bias;

  private record Block(Convolution first, Convolution second, Convolution shortcut) {
    Image apply(Image x) {
      return second.apply(first.apply(x).relu()).plus(shortcut.apply(x)).relu();
    }

    long parameterCount() {
      return first.parameterCount() + second.parameterCount() + shortcut.parameterCount();
    }
  }

  /**
   * @param rank 1 for series, 2 for images
   * @param repeats samples within a sample, whose outputs are averaged
   * @param channels of a sample
   * @param height of an image; 1 for series
   * @param width of an image, or steps of a series
   */
  FrozenCnn(int rank, int repeats, int channels, int height, int width, int out, long seed) {
    this.repeats = repeats;
    this.channels = channels;
    this.height = height;
    this.width = width;
    SplittableRandom random = new SplittableRandom(seed);
    stem = new Convolution(rank, channels, FIRST, Window.of(rank, 7, 2, 3), random);
    pool = Window.of(rank, 3, 2, 1);
    int before = FIRST;
    for (int c : CHANNELS) {
      blocks.add(
          new Block(
              new Convolution(rank, before, c, Window.of(rank, 3, 2, 1), random),
              new Convolution(rank, c, c, Window.of(rank, 3, 1, 1), random),
              new Convolution(rank, before, c, Window.of(rank, 1, 2, 0), random)));
      before = c;
    }
    linear = Random.uniform(out * before, before, random);
    bias = Random.uniform(out, before, random);
  }

  @Override
  public int outputs() {
    return bias.length;
  }

  @Override
  public long parameterCount() {
    return stem.parameterCount()
        + blocks.stream().mapToLong(Block::parameterCount).sum()
        + linear.length
        + bias.length
        + 2L * bias.length;
  }

  @Override
  public Map<String, Weight> weights() {
    Map<String, Weight> all = new LinkedHashMap<>();
    put(all, "conv1", stem);
    for (int b = 0; b < blocks.size(); b++) {
      String name = "layer%d.0.".formatted(b + 1);
      put(all, name + "conv1", blocks.get(b).first());
      put(all, name + "conv2", blocks.get(b).second());
      put(all, name + "downsample.0", blocks.get(b).shortcut());
    }
    int last = CHANNELS[CHANNELS.length - 1];
    all.put("fc.weight", new Weight(linear, new long[] {outputs(), last}));
    all.put("fc.bias", new Weight(bias, new long[] {outputs()}));
    return all;
  }

  private static void put(Map<String, Weight> all, String name, Convolution c) {
    all.put(name + ".weight", new Weight(c.weights, c.shape));
  }

  @Override
  public float[] encode(float[] samples) {
    int size = channels * height * width;
    int each = size * repeats;
    float[] out = new float[samples.length / each * outputs()];
    IntStream.range(0, samples.length / each)
        .parallel()
        .forEach(i -> encode(samples, i * each, size, out, i * outputs()));
    return out;
  }

  /** The mean over the repeats of a sample. */
  private void encode(float[] samples, int from, int size, float[] out, int to) {
    for (int m = 0; m < repeats; m++) {
      float[] own = new float[size];
      System.arraycopy(samples, from + m * size, own, 0, size);
      Image x = stem.apply(new Image(own, channels, height, width)).relu().maxPool(pool);
      for (Block block : blocks) {
        x = block.apply(x);
      }
      float[] means = x.means();
      for (int o = 0; o < outputs(); o++) {
        double sum = bias[o];
        for (int k = 0; k < means.length; k++) {
          sum += (double) linear[o * means.length + k] * means[k];
        }
        out[to + o] += (float) (sum * NORM / repeats);
      }
    }
  }
}
