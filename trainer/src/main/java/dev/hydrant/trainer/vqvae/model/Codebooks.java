package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Codebooks: each vector is replaced by the nearest code of its own, whose gradient passes straight
 * through (van den Oord, Vinyals and Kavukcuoglu 2017, arXiv 1711.00937). They lie one behind the
 * other, so that what is not a product is one operation for all of them.
 *
 * <p>With moving averages (appendix A.1) the codes are buffers that follow the means of the vectors
 * they stand for; without, they are learned.
 */
public final class Codebooks extends Module {
  private static final double EPS = 1e-5;

  /** The codes, {@code [Σ n·d]}: one codebook behind the other, each row by row. */
  public final Parameter codes;

  /** Moving averages of how often each code is used, {@code [Σ n]}; null without averages. */
  public final Parameter sizes;

  /** Moving averages of the sums of its vectors, {@code [Σ n·d]}; null without averages. */
  public final Parameter sums;

  private final List<Book> books = new ArrayList<>();
  private final Segments latents;
  private final Segments counts;
  private final Segments elements;
  private final Averages averages;

  /**
   * How codes follow their vectors.
   *
   * @param decay of the averages; 1 leaves the codes as they are
   * @param eps for codes that are hardly used
   */
  public record Averages(double decay, double eps) {
    /** With the usual term for unused codes. */
    public Averages(double decay) {
      this(decay, EPS);
    }
  }

  /**
   * A codebook.
   *
   * @param count of its codes, n
   * @param length of each, d
   * @param first place of its first code among all
   * @param from place of its first element among all
   */
  public record Book(int count, int length, int first, int from) {
    /** The number of its elements, n·d. */
    public int elements() {
      return count * length;
    }
  }

  /**
   * @param counts n of each codebook
   * @param lengths d of each
   * @param averages null for codes that are learned by gradient
   */
  public Codebooks(long[] counts, long[] lengths, Averages averages) {
    this.averages = averages;
    this.counts = new Segments(counts);
    latents = new Segments(lengths);
    elements =
        new Segments(
            IntStream.range(0, counts.length).mapToLong(q -> counts[q] * lengths[q]).toArray());
    int first = 0;
    int from = 0;
    for (int q = 0; q < counts.length; q++) {
      Book book = new Book((int) counts[q], (int) lengths[q], first, from);
      books.add(book);
      first += book.count();
      from += book.elements();
    }
    Init uniform =
        (torch, random, shape) -> random.uniform(shape).sub(0.5).mul(bounds(torch)).mul(2);
    if (averages == null) {
      codes = parameter("codes", uniform, from);
      sizes = null;
      sums = null;
    } else {
      codes = buffer("codes", uniform, from);
      sizes = buffer("sizes", Init.ones(), first);
      sums = buffer("sums", Init.zeros(), from);
    }
  }

  /** {@code [Σ n·d]}: one by the number of codes of its book. */
  private Tensor bounds(Torch torch) {
    double[] values = new double[elements.total()];
    books.forEach(b -> Arrays.fill(values, b.from(), b.from() + b.elements(), 1.0 / b.count()));
    return torch.tensor(values, values.length);
  }

  /** The codebooks, in the order of the latents. */
  public List<Book> books() {
    return List.copyOf(books);
  }

  /** The lengths of the latents. */
  Segments latents() {
    return latents;
  }

  /** The codes of each book, {@code [n, d]}. */
  List<Tensor> tables() {
    return tables(codes);
  }

  private List<Tensor> tables(Tensor all) {
    List<Tensor> parts = elements.split(all, 0);
    return IntStream.range(0, books.size())
        .mapToObj(q -> parts.get(q).view(books.get(q).count(), books.get(q).length()))
        .toList();
  }

  /**
   * What became of vectors.
   *
   * @param tokens {@code [B]} of each codebook, INT64
   * @param codes {@code [B, Σd]}: the codes' values with the vectors' gradient
   * @param loss the commitments of all codebooks, and without averages the codes' own terms, summed
   */
  public record Quantized(List<Tensor> tokens, Tensor codes, Tensor loss) {}

  /** The nearest code of each vector of {@code [B, Σd]}; of equally near ones the first. */
  public List<Tensor> tokens(Tensor z) {
    List<Tensor> vectors = latents.split(z.detach(), 1);
    // ‖z−e‖² is least where z·e − ‖e‖²/2 is most.
    List<Tensor> halves = tables(codes.detach().square().mul(-0.5));
    List<Tensor> books = tables(codes.detach());
    return IntStream.range(0, vectors.size())
        .mapToObj(q -> vectors.get(q).linear(books.get(q), halves.get(q).sum(1)).argmax(1))
        .toList();
  }

  /** The codes of tokens, {@code [B, Σd]}. */
  public Tensor codes(List<Tensor> tokens) {
    List<Tensor> books = tables();
    return Torch.cat(
        IntStream.range(0, tokens.size())
            .mapToObj(q -> books.get(q).embedding(tokens.get(q)))
            .toList(),
        1);
  }

  /**
   * Replaces vectors by codes.
   *
   * @param z {@code [B, Σd]}
   * @param commitment weight of the pull of vectors to their codes, β
   */
  public Quantized forward(Tensor z, double commitment) {
    List<Tensor> tokens = tokens(z);
    Tensor nearest = codes(tokens);
    Tensor away = nearest.detach().sub(z);
    Tensor loss = means(away).mul(commitment);
    if (averages == null) {
      loss = loss.add(means(z.detach().sub(nearest)));
    }
    return new Quantized(tokens, z.add(away.detach()), loss);
  }

  /** The means of squares of all codebooks, summed. */
  private Tensor means(Tensor away) {
    double rows = away.size(0);
    Tensor each = latents.spread(away.torch(), size -> 1 / (rows * size));
    return away.square().sum(0).mul(each).sum();
  }

  /**
   * Moves the averages and the codes by a batch, when its step ends.
   *
   * @param z {@code [B, Σd]} and its tokens
   */
  void follow(Objective objective, Tensor z, List<Tensor> tokens) {
    if (averages == null) {
      return;
    }
    Torch torch = z.torch();
    double keep = averages.decay();
    Tensor used = used(torch, tokens, z);
    List<Tensor> vectors = latents.split(z.detach(), 1);
    List<Tensor> uses = counts.split(used, 1);
    Tensor added =
        Torch.cat(
            IntStream.range(0, vectors.size())
                .mapToObj(q -> uses.get(q).t().mm(vectors.get(q)).view(-1))
                .toList(),
            0);
    Tensor newSizes = sizes.mul(keep).add(used.sum(0).mul(1 - keep));
    Tensor newSums = sums.mul(keep).add(added.mul(1 - keep));
    Tensor member = counts.membership(torch, n -> 1);
    Tensor total = newSizes.view(1, -1).linear(member).mm(member).view(-1);
    Tensor share =
        newSizes.add(averages.eps()).div(total.add(counts.spread(torch, n -> n * averages.eps())));
    Tensor smoothed = share.mul(total).indexSelect(0, codeOfElement(torch));
    objective.update(sizes, newSizes).update(sums, newSums);
    objective.update(codes, newSums.div(smoothed));
  }

  /** {@code [B, Σn]}: 1 where a row uses a code. */
  private Tensor used(Torch torch, List<Tensor> tokens, Tensor z) {
    long[] first = books.stream().mapToLong(Book::first).toArray();
    Tensor places =
        Torch.stack(tokens, 1).add(torch.constant(() -> torch.tensor(first, first.length)));
    return torch.full(z.dtype(), 0, z.size(0), counts.total()).scatter(1, places, 1);
  }

  private Tensor codeOfElement(Torch torch) {
    return torch.constant(
        () -> {
          long[] code = new long[elements.total()];
          for (Book b : books) {
            for (int i = 0; i < b.elements(); i++) {
              code[b.from() + i] = b.first() + i / b.length();
            }
          }
          return torch.tensor(code, code.length);
        });
  }

  /** Its tensors under the names of a quantizer for each level. */
  void pieces(Pieces pieces) {
    for (int q = 0; q < books.size(); q++) {
      Book b = books.get(q);
      String name = "vq_layers." + q + ".";
      pieces.add(name + "embedding.weight", codes, b.from(), b.count(), b.length());
      if (averages != null) {
        pieces.add(name + "ema_cluster_size", sizes, b.first(), b.count());
        pieces.add(name + "ema_w", sums, b.from(), b.count(), b.length());
      }
    }
  }
}
