# Matrix products. In float32 on the CPU oneDNN is faster than the BLAS, with the right matrix in memory as
# [k, n], or as [n, k] where there are rows enough. Weights stay as they are: oneDNN's own reordering of them
# loses columns. Other products are left to PyTorch, and all where autograd records, which does not know oneDNN's.
# What calls self.fast has it from products_checked.py or products_unchecked.py.
def by_onednn(self, a: Tensor, b: Tensor) -> bool:
  return not torch.is_grad_enabled() and a.dtype == 6 and b.dtype == 6 and not a.is_cuda and a.is_contiguous() and a.numel() > 0 and b.numel() > 0
def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
  if self.by_onednn(x, w):
    if w.t().is_contiguous():
      return self.fast(x, w, b)
    rows = x.numel() // x.size(-1)
    if rows >= 64 and w.numel() >= 16384 and w.is_contiguous():
      return self.fast(x, w, b)
  return torch.linear(x, w, b)
def product(self, a: Tensor, b: Tensor) -> Tensor:
  if a.dim() == 2 and self.by_onednn(a, b):
    if b.is_contiguous() or b.t().is_contiguous():
      return self.linear(a, b.t(), None)
    return torch.mm(a, b)
  return torch.matmul(a, b)
