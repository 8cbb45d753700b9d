package dev.hydrant.trainer.torch;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operator of the table: types, recorded values, gradients. */
class OperatorTableTest {
  private static EagerTorch torch;
  private final List<DynamicTest> tests = new ArrayList<>();

  @BeforeAll
  static void open() {
    torch = EagerTorch.open(Device.cpu(), DType.FLOAT64);
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  private static Tensor random(double low, double high, long... shape) {
    int n = (int) Shapes.numel(shape);
    double[] v = new Random(n * 31L + shape.length).doubles(n, low, high).toArray();
    return torch.tensor(v, shape);
  }

  private static Tensor ids(long[] shape, long... values) {
    return torch.tensor(values, shape);
  }

  private void check(String name, Function<List<Tensor>, Tensor> f, Tensor... inputs) {
    tests.add(
        dynamicTest(
            name,
            () -> {
              try (Scope s = torch.scope()) {
                GradientCheck.run(torch, f, List.of(inputs));
              } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(name + ": " + e.getMessage(), e);
              }
            }));
  }

  private void unary(String name, UnaryOperator<Tensor> f, double low, double high) {
    check(name, in -> f.apply(in.get(0)), random(low, high, 3, 4));
  }

  private void binary(String name, BinaryOperator<Tensor> f) {
    Function<List<Tensor>, Tensor> g = in -> f.apply(in.get(0), in.get(1));
    check(name, g, random(0.3, 2, 3, 4), random(0.5, 1.9, 3, 4));
    check(name + " broadcast", g, random(0.3, 2, 2, 1, 4), random(0.5, 1.9, 3, 1));
    check(name + " scalar tensor", g, random(0.3, 2, 2, 3), random(0.5, 1.9));
  }

  @TestFactory
  Stream<DynamicTest> pointwise() {
    unary("neg", Tensor::neg, -2, 2);
    unary("abs", Tensor::abs, -2, 2);
    unary("exp", Tensor::exp, -2, 2);
    unary("expm1", Tensor::expm1, -2, 2);
    unary("log", Tensor::log, 0.2, 3);
    unary("log1p", Tensor::log1p, -0.5, 3);
    unary("sqrt", Tensor::sqrt, 0.2, 3);
    unary("rsqrt", Tensor::rsqrt, 0.2, 3);
    unary("reciprocal", Tensor::reciprocal, 0.3, 3);
    unary("square", Tensor::square, -2, 2);
    unary("sin", Tensor::sin, -2, 2);
    unary("cos", Tensor::cos, -2, 2);
    unary("acos", Tensor::acos, -0.9, 0.9);
    unary("atan", Tensor::atan, -2, 2);
    unary("erf", Tensor::erf, -2, 2);
    unary("erfinv", Tensor::erfinv, -0.9, 0.9);
    unary("lgamma (autograd)", Tensor::lgamma, 0.3, 3);
    unary("tanh", Tensor::tanh, -2, 2);
    unary("sigmoid", Tensor::sigmoid, -3, 3);
    unary("relu", Tensor::relu, -2, 2);
    unary("silu", Tensor::silu, -3, 3);
    unary("gelu", Tensor::gelu, -3, 3);
    unary("gelu tanh", Tensor::geluTanh, -3, 3);
    unary("softplus", Tensor::softplus, -3, 3);
    unary("log sigmoid", Tensor::logSigmoid, -3, 3);
    unary("elu", Tensor::elu, -2, 2);
    unary("clamp", x -> x.clamp(-0.7, 0.9), -2, 2);
    unary("clamp min", x -> x.clampMin(0.1), -2, 2);
    unary("clamp max", x -> x.clampMax(0.1), -2, 2);
    unary("add number", x -> x.add(2.5), -2, 2);
    unary("sub number", x -> x.sub(2.5), -2, 2);
    unary("mul number", x -> x.mul(-1.5), -2, 2);
    unary("div number", x -> x.div(4), -2, 2);
    unary("pow number", x -> x.pow(2.5), 0.2, 2);
    unary("pow 0", x -> x.pow(0).add(x), 0.2, 2);
    unary("remainder", x -> x.remainder(0.7), 0.01, 0.65);
    unary("floor (no gradient)", x -> x.floor().add(x), 0.1, 0.9);
    unary("ceil (no gradient)", x -> x.ceil().add(x), 0.1, 0.9);
    unary("round (no gradient)", x -> x.round().mul(x), 0.55, 0.9);
    unary("sign (no gradient)", x -> x.sign().mul(x), 0.1, 0.9);
    unary("to float32 and back", x -> x.mul(0).to(DType.FLOAT32).to(DType.FLOAT64).add(x), -1, 1);
    unary("integer", x -> x.mul(10).to(DType.INT64).to(DType.FLOAT64).mul(x), 0.11, 0.19);
    binary("add", Tensor::add);
    binary("sub", Tensor::sub);
    binary("mul", Tensor::mul);
    binary("div", Tensor::div);
    binary("pow", Tensor::pow);
    binary("atan2", Tensor::atan2);
    binary("maximum", Tensor::maximum);
    binary("minimum", Tensor::minimum);
    binary("logaddexp", Tensor::logaddexp);
    binary("where", (a, b) -> a.where(a.gt(b), b));
    binary("masked fill", (a, b) -> a.maskedFill(b.gt(1), -3).add(b));
    check("x·x", in -> in.get(0).mul(in.get(0)).add(in.get(0)), random(-1, 1, 3));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> comparisons() {
    binary("eq", Tensor::eq);
    binary("ne", Tensor::ne);
    binary("lt", Tensor::lt);
    binary("le", Tensor::le);
    binary("gt", Tensor::gt);
    binary("ge", Tensor::ge);
    binary("logical", (a, b) -> a.gt(1).logicalAnd(b.lt(1)).logicalOr(a.eq(b)).logicalXor(b.gt(0)));
    unary("not", x -> x.ge(0).logicalNot(), -1, 1);
    unary("isnan", x -> x.log().isnan(), -1, 1);
    unary("isfinite", x -> x.reciprocal().isfinite(), -1, 1);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> reductions() {
    unary("sum", Tensor::sum, -1, 1);
    unary("sum dim", x -> x.sum(1), -1, 1);
    unary("sum keep", x -> x.sum(0, true), -1, 1);
    unary("mean", Tensor::mean, -1, 1);
    unary("mean dim", x -> x.mean(-1), -1, 1);
    unary("var", x -> x.var(1, 1, false), -1, 1);
    unary("amax", x -> x.amax(1), -1, 1);
    unary("amax all", Tensor::amax, -1, 1);
    unary("amin", x -> x.amin(0, true), -1, 1);
    unary("amin all", Tensor::amin, -1, 1);
    unary("argmax", x -> x.argmax(1), -1, 1);
    unary("argmin", x -> x.argmin(0), -1, 1);
    unary("any", x -> x.gt(0.5).any(1), -1, 1);
    unary("all", x -> x.gt(-0.5).all(1), -1, 1);
    unary("prod (autograd)", x -> x.prod(1), -1, 1);
    unary("logsumexp", x -> x.logsumexp(1), -1, 1);
    unary("logsumexp keep", x -> x.logsumexp(0, true), -1, 1);
    unary("norm", x -> x.norm(1, false, 1e-12), -1, 1);
    unary("cumsum", x -> x.cumsum(1), -1, 1);
    unary("cumprod (autograd)", x -> x.cumprod(1), 0.5, 1);
    unary("logcumsumexp (autograd)", x -> x.logcumsumexp(1), -1, 1);
    unary("softmax", x -> x.softmax(-1), -1, 1);
    unary("softmax dim 0", x -> x.softmax(0), -1, 1);
    unary("log softmax", x -> x.logSoftmax(-1), -1, 1);
    unary("topk", x -> x.topk(2, 1).values(), -1, 1);
    unary("bottomk", x -> x.bottomk(2, 0).values(), -1, 1);
    unary("topk indices", x -> x.topk(2, 1).indices(), -1, 1);
    unary("sort", x -> x.sort(1, true).values(), -1, 1);
    unary("argsort", x -> x.argsort(1, false), -1, 1);
    unary("count", x -> x.gt(0).sum(1), -1, 1);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    unary("view", x -> x.view(2, -1).square(), -1, 1);
    unary("flatten", x -> x.view(3, 2, 2).flatten(1, 2).square(), -1, 1);
    unary("transpose", x -> x.t().mul(x.t()), -1, 1);
    unary("permute", x -> x.view(3, 2, 2).permute(2, 0, 1).square(), -1, 1);
    unary("unsqueeze squeeze", x -> x.unsqueeze(1).exp().squeeze(1), -1, 1);
    unary("expand", x -> x.unsqueeze(0).expand(5, -1, -1).exp(), -1, 1);
    unary("split", x -> x.split(new long[] {1, 3}, 1).get(1).square(), -1, 1);
    unary("chunk", x -> x.chunk(2, 1).get(0).mul(x.chunk(2, 1).get(1)), -1, 1);
    unary("unbind", x -> x.unbind(0).get(2).exp(), -1, 1);
    unary("slice", x -> x.slice(1, 1, -1).exp(), -1, 1);
    unary("slice step", x -> x.slice(1, 0, 4, 3).exp(), -1, 1);
    unary("select", x -> x.select(0, -1).exp(), -1, 1);
    unary("flip", x -> x.flip(1).mul(x), -1, 1);
    unary("roll", x -> x.roll(1, 1).mul(x), -1, 1);
    unary("repeat interleave", x -> x.repeatInterleave(3, 1).square(), -1, 1);
    unary("pad", x -> x.pad(0.5, 1, 2, 0, 1).square(), -1, 1);
    unary("unfold", x -> x.unfold(1, 2, 1).square(), -1, 1);
    unary("tril", x -> x.tril(0).exp(), -1, 1);
    unary("triu", x -> x.triu(1).exp(), -1, 1);
    unary("contiguous", x -> x.t().contiguous().exp(), -1, 1);
    unary("diag embed", x -> x.diagEmbed().exp(), -1, 1);
    unary("diagonal", x -> x.slice(1, 0, 3).diagonal().exp(), -1, 1);
    check(
        "cat",
        in -> Torch.cat(List.of(in.get(0), in.get(1)), 1).exp(),
        random(0, 1, 2, 3),
        random(-1, 1, 2, 1));
    check(
        "stack",
        in -> Torch.stack(List.of(in.get(0), in.get(1)), 1).exp(),
        random(0, 1, 2, 3),
        random(-1, 1, 2, 3));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> indices() {
    Tensor rows = ids(new long[] {4}, 2, 0, 2, 1);
    Tensor each = ids(new long[] {3, 2}, 0, 3, 1, 1, 2, 0);
    Tensor apart = ids(new long[] {2}, 2, 0);
    check("embedding", in -> in.get(0).embedding(in.get(1)).exp(), random(-1, 1, 4, 3), each);
    check(
        "index select", in -> in.get(0).indexSelect(0, in.get(1)).exp(), random(-1, 1, 3, 4), rows);
    check(
        "index add",
        in -> in.get(0).indexAdd(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        rows,
        random(0, 1, 4, 2));
    check(
        "index copy",
        in -> in.get(0).indexCopy(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        apart,
        random(0, 1, 2, 2));
    check("gather", in -> in.get(0).gather(1, in.get(1)).exp(), random(-1, 1, 3, 4), each);
    check(
        "scatter",
        in -> in.get(0).scatter(0, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 2),
        ids(new long[] {2, 2}, 0, 1, 2, 0),
        random(0, 1, 2, 2));
    check(
        "scatter value", in -> in.get(0).scatter(1, in.get(1), 3).exp(), random(-1, 1, 3, 4), each);
    check(
        "scatter add",
        in -> in.get(0).scatterAdd(1, in.get(1), in.get(2)).exp(),
        random(-1, 1, 3, 4),
        each,
        random(0, 1, 3, 2));
    check("one hot", in -> in.get(0).oneHot(4), each);
    check(
        "searchsorted",
        in -> in.get(0).cumsum(0).searchsorted(in.get(1), true),
        random(0.1, 1, 5),
        random(0, 3, 2));
    check("integer arithmetic", in -> in.get(0).mul(3).add(1).remainder(4).floorDivide(2), each);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> products() {
    Tensor a = random(-1, 1, 3, 4);
    check("mm", in -> in.get(0).mm(in.get(1)), a, random(-1, 1, 4, 2));
    check(
        "matmul batch",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "matmul broadcast",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 5, 1, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "matmul shared right",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 4, 2));
    check(
        "vector times matrix",
        in -> in.get(0).matmul(in.get(1)),
        random(-1, 1, 4),
        random(-1, 1, 4, 2));
    check("matrix times vector", in -> in.get(0).matmul(in.get(1)), a, random(-1, 1, 4));
    check("dot", in -> in.get(0).matmul(in.get(1)), random(-1, 1, 4), random(0, 1, 4));
    check(
        "linear",
        in -> in.get(0).linear(in.get(1), in.get(2)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 5, 4),
        random(-1, 1, 5));
    check("linear without bias", in -> in.get(0).linear(in.get(1)), a, random(-1, 1, 5, 4));
    check(
        "residual linear",
        in -> in.get(0).add(in.get(0).tanh().linear(in.get(1), in.get(2))).exp(),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 4, 4),
        random(-1, 1, 4));
    check(
        "sum of products",
        in ->
            in.get(0)
                .mm(in.get(1))
                .add(in.get(0).exp().mm(in.get(1)))
                .add(in.get(0).linear(in.get(1).t())),
        a,
        random(-1, 1, 4, 2));
    check(
        "einsum",
        in -> Torch.einsum("bij,bjk->bik", in.get(0), in.get(1)),
        random(-1, 1, 2, 3, 4),
        random(-1, 1, 2, 4, 2));
    check(
        "einsum sum out",
        in -> Torch.einsum("ij,kl->k", in.get(0), in.get(1)),
        a,
        random(-1, 1, 2, 3));
    check(
        "einsum three",
        in -> Torch.einsum("bi,bj,bk->ijk", in.get(0), in.get(1), in.get(2)),
        random(-1, 1, 2, 3),
        random(-1, 1, 2, 2),
        random(-1, 1, 2, 2));
    check(
        "grouped linear",
        in -> in.get(0).groupedLinear(in.get(1), in.get(2)),
        random(-1, 1, 6, 4),
        random(-1, 1, 4, 3, 4),
        ids(new long[] {4}, 2, 0, 3, 1));
    check("svd (autograd)", in -> in.get(0).svd().get(1), random(-1, 1, 4, 3));
    check(
        "eigh (autograd)",
        in -> {
          Tensor s = in.get(0).add(in.get(0).t());
          return s.eigh().get(0);
        },
        random(-1, 1, 3, 3));
    check("qr (autograd)", in -> in.get(0).qr().get(1), random(-1, 1, 4, 3));
    check("det (autograd)", in -> in.get(0).det(), random(-1, 1, 2, 3, 3));
    check(
        "inverse (autograd)",
        in -> in.get(0).add(in.get(0).torch().eye(3).mul(3)).inverse(),
        random(-1, 1, 3, 3));
    check(
        "cholesky (autograd)",
        in -> in.get(0).mm(in.get(0).t()).add(in.get(0).torch().eye(3)).cholesky(),
        random(-1, 1, 3, 3));
    check(
        "solve (autograd)",
        in -> in.get(0).add(in.get(0).torch().eye(3).mul(3)).solve(in.get(1)),
        random(-1, 1, 3, 3),
        random(-1, 1, 3, 2));
    check(
        "cdist (autograd)",
        in -> in.get(0).cdist(in.get(1)),
        random(-1, 1, 3, 4),
        random(-1, 1, 2, 4));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> nets() {
    Tensor x = random(-1, 1, 2, 3, 4);
    check(
        "layer norm",
        in -> in.get(0).layerNorm(in.get(1), in.get(2), 1e-5),
        x,
        random(0.5, 1, 4),
        random(-1, 1, 4));
    check("standardize", in -> in.get(0).layerNorm(null, null, 1e-5), x);
    check("rms norm", in -> in.get(0).rmsNorm(1e-6), x);
    Tensor q = random(-1, 1, 2, 2, 5, 4);
    Tensor k = random(-1, 0.8, 2, 2, 5, 4);
    Tensor v = random(-0.7, 1, 2, 2, 5, 4);
    check("causal attention", in -> in.get(0).causalAttention(in.get(1), in.get(2)), q, k, v);
    check(
        "attention scale",
        in -> in.get(0).attention(in.get(1), in.get(2), null, false, 0.12),
        q,
        k,
        v);
    check(
        "attention causal scale",
        in -> in.get(0).attention(in.get(1), in.get(2), null, true, 2.0),
        q,
        k,
        v);
    check(
        "attention mask",
        in ->
            in.get(0)
                .attention(
                    in.get(1),
                    in.get(2),
                    in.get(0).torch().causalMask(5).logicalOr(in.get(0).torch().eye(5).gt(0)),
                    false,
                    0.5),
        q,
        k,
        v);
    check(
        "attention bias",
        in -> in.get(0).attention(in.get(1), in.get(2), in.get(3), false, 0.5),
        q,
        k,
        v,
        random(-1, 1, 5, 5));
    check(
        "attention other width",
        in -> in.get(0).attention(in.get(1), in.get(2), null, true, 0.5),
        q,
        k,
        random(-1, 1, 2, 2, 5, 3));
    Tensor targets = ids(new long[] {6}, 0, 3, 1, -100, 2, 4);
    check("cross entropy", in -> in.get(0).crossEntropy(in.get(1)), random(-2, 2, 6, 5), targets);
    check(
        "cross entropy each",
        in -> in.get(0).crossEntropyEach(in.get(1)),
        random(-2, 2, 3, 5),
        ids(new long[] {3}, 1, 4, 0));
    Tensor h = random(-1, 1, 6, 4);
    Tensor w = random(-1, 1, 5, 4);
    check(
        "linear cross entropy",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 0),
        h,
        w,
        targets);
    check(
        "linear cross entropy capped",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 1.5),
        h,
        w,
        targets);
    check(
        "linear cross entropy scaled",
        in -> in.get(0).linearCrossEntropy(in.get(1), in.get(2), 0).square(),
        h,
        w,
        targets);
    check(
        "linear cross entropy of large logits",
        in -> in.get(0).mul(900).linearCrossEntropy(in.get(1), in.get(2), 0).mul(1e-3),
        h,
        w,
        targets);
    Tensor table = random(-1, 1, 7, 4);
    Tensor picks = ids(new long[] {6, 2}, 0, 1, 2, 2, 4, 0, 3, 1, 1, 4, 2, 0);
    Tensor odds = ids(new long[] {6}, 1, 90, 7, 0, 33, 2);
    for (String kept : List.of("110101", "000000", "111111")) {
      check(
          "linear rows " + kept,
          in -> rows(in.get(0), in.get(1), in.get(2), kept, null, null),
          h,
          table,
          picks);
      check(
          "linear rows with spread " + kept,
          in -> rows(in.get(0), in.get(1), in.get(2), kept, in.get(3).to(DType.FLOAT64), null),
          h,
          table,
          picks,
          odds);
    }
    check(
        "linear rows without some",
        in -> rows(in.get(0), in.get(1), in.get(2), "110101", null, in.get(2).select(1, 1)),
        h,
        table,
        picks);
    check(
        "linear rows of large logits",
        in -> rows(in.get(0).mul(900), in.get(1), in.get(2), "110101", null, null).mul(1e-3),
        h,
        table,
        picks);
    check(
        "conv 1d",
        in -> in.get(0).conv(in.get(1), in.get(2), 1, 1, 1, 1),
        random(-1, 1, 2, 3, 6),
        random(-1, 1, 4, 3, 3),
        random(-1, 1, 4));
    check(
        "conv 1d depthwise",
        in -> in.get(0).conv(in.get(1), null, 1, 2, 1, 3),
        random(-1, 1, 2, 3, 6),
        random(-1, 1, 3, 1, 3));
    check(
        "conv 2d stride",
        in -> in.get(0).conv(in.get(1), in.get(2), 2, 1, 1, 1),
        random(-1, 1, 1, 2, 5, 5),
        random(-1, 1, 3, 2, 3, 3),
        random(-1, 1, 3));
    check(
        "linear scan",
        in -> in.get(0).linearScan(in.get(1)),
        random(-1, 1, 2, 5, 3),
        random(0.2, 0.9, 2, 5, 3));
    for (int t : new int[] {1, 5, 8, 19}) {
      for (boolean associative : new boolean[] {false, true}) {
        check(
            "selective scan of " + t + (associative ? ", associative" : ""),
            in ->
                in.get(0).selectiveScan(in.get(1), in.get(2), in.get(3), in.get(4), 8, associative),
            random(-1, 1, 2, t, 3),
            random(0.1, 0.9, 2, t, 3),
            random(-1.5, -0.2, 3, 2),
            random(-1, 1, 2, t, 2),
            random(-1, 0.9, 2, t, 2));
      }
      check(
          "causal convolution of " + t,
          in -> in.get(0).causalConv(in.get(1)),
          random(-1, 1, 2, t, 3),
          random(-1, 1, 3, 4));
    }
    check(
        "selective scan in one chunk",
        in -> in.get(0).selectiveScan(in.get(1), in.get(2), in.get(3), in.get(4)),
        random(-1, 1, 1, 9, 3),
        random(0.1, 0.9, 1, 9, 3),
        random(-1.5, -0.2, 3, 2),
        random(-1, 1, 1, 9, 2),
        random(-1, 0.9, 1, 9, 2));
    return tests.stream();
  }

  /** All statistics of some rows of logits of the first five rows of a table, side by side. */
  private static Tensor rows(
      Tensor x, Tensor w, Tensor picks, String kept, Tensor rho, Tensor without) {
    Tensor keep = torch.tensor(kept.chars().mapToLong(c -> c - '0').toArray(), 6).ne(0);
    var out = x.linearRows(w, 5, picks, keep, rho, without);
    return Torch.cat(
        List.of(out.logsumexp().unsqueeze(1), out.picked(), out.spread().unsqueeze(1)), 1);
  }
}
