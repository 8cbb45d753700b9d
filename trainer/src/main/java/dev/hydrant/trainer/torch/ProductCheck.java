package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares products of the shapes that a recorded program uses with PyTorch's own, before the
 * program relies on them: whole numbers, whose sums every order gives exactly, on the first and
 * last rows, and on the last columns of every row. Each shape is compared once a process.
 * {@code -Dhydrant.products=unchecked} leaves it out, {@code plain} uses PyTorch's own always.
 */
final class ProductCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ProductCheck.class);

  /** Elements of the right matrix at most, so that a comparison takes about a millisecond. */
  private static final long MOST = 250_000;

  private static final String METHODS =
      """
        def whole(self, rows: int, columns: int, step: int) -> Tensor:
          t = torch.arange(rows + columns)
          t = torch.sub(torch.remainder(torch.mul(torch.mul(t, t), step), 7), 3)
          return torch.as_strided(t.to(6), [rows, columns], [1, 1]).contiguous()
        def right(self, m: int, k: int, n: int, turned: bool) -> bool:
          x = self.whole(m, k, 3)
          if turned:
            w = self.whole(n, k, 5)
            y = self.linear(x, w, None)
          else:
            b = self.whole(k, n, 5)
            y = self.product(x, b)
            w = b.t()
          few = [torch.slice(x, 0, 0, 4), torch.slice(x, 0, max(0, m - 4), m)]
          some = [torch.slice(y, 0, 0, 4), torch.slice(y, 0, max(0, m - 4), m)]
          last = torch.slice(w, 0, max(0, n - 128), n)
          return bool(torch.equal(torch.cat(some), torch.linear(torch.cat(few), w))) and bool(torch.equal(torch.slice(y, 1, max(0, n - 128), n), torch.linear(x, last)))
      """;

  private final String fast;
  private final Map<Product, Boolean> seen = new ConcurrentHashMap<>();

  /**
   * @param fast the products' methods that are to be compared
   */
  ProductCheck(String fast) {
    this.fast = fast;
  }

  /** Whether all products are right that the fast methods would compute; logs those that are not. */
  boolean passes(List<Product> products) {
    List<Product> shapes =
        products.stream()
            .filter(p -> p.batch() == 1 && !p.leftTransposed())
            .filter(p -> p.m() > 0 && p.k() > 0 && p.n() > 0)
            .map(ProductCheck::small)
            .distinct()
            .toList();
    List<Product> fresh = shapes.stream().filter(p -> !seen.containsKey(p)).toList();
    if (!fresh.isEmpty()) {
      compare(fresh);
    }
    return shapes.stream().allMatch(seen::get);
  }

  /** The product with fewer whole blocks in each size, and the same rest of them. */
  static Product small(Product p) {
    long k = p.k() <= 768 ? p.k() : 256 + p.k() % 256;
    long most = Math.max(256, MOST / k / 256 * 256);
    long n = p.n() <= most + 255 ? p.n() : most + p.n() % 256;
    long m = p.m() <= 127 ? p.m() : 64 + p.m() % 64;
    return new Product(1, m, k, n, false, p.rightTransposed());
  }

  private void compare(List<Product> shapes) {
    boolean grad = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Script script = Script.loadAsIs(manager, fast + METHODS);
      for (Product p : shapes) {
        try (IValue right = script.call("right", p.m(), p.k(), p.n(), p.rightTransposed())) {
          seen.put(p, right.toBoolean());
        } catch (RuntimeException e) {
          seen.put(p, false);
        }
        if (!seen.get(p)) {
          LOG.warn(
              "oneDNN's product [{}, {}] x [{}, {}]{} is wrong on this processor; programs with it"
                  + " use PyTorch's own products, which are right and may be slower",
              p.m(),
              p.k(),
              p.k(),
              p.n(),
              p.rightTransposed() ? " (right matrix transposed)" : "");
        }
      }
    } finally {
      JniUtils.setGradMode(grad);
    }
  }
}
