# Euclidean norm of a long vector: short rows in the vector's precision, their sum in float64.
def global_norm(self, g: Tensor) -> float:
  n = g.numel()
  whole = n // 1024 * 1024
  total = 0.
  if whole > 0:
    rows = torch.linalg_vector_norm(torch.view(torch.slice(g, 0, 0, whole), [-1, 1024]), 2, [1])
    total = float(torch.sum(torch.square(torch.to(rows, 7))))
  if whole < n:
    rest = torch.linalg_vector_norm(torch.slice(g, 0, whole, n))
    total = total + float(torch.square(torch.to(rest, 7)))
  return total ** 0.5
