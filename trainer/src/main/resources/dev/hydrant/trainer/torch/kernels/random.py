# Random tensors from a key: no generator state survives the call.
def rand(self, shape: List[int], dtype: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.rand(shape, generator=g, dtype=dtype, device=device)
def randn(self, shape: List[int], dtype: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randn(shape, generator=g, dtype=dtype, device=device)
def randint(self, bound: int, shape: List[int], device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randint(bound, shape, generator=g, dtype=4, device=device)
def randperm(self, n: int, device: Device, key: int, draw: int) -> Tensor:
  g = torch.Generator(device=device)
  g.manual_seed(key ^ draw)
  return torch.randperm(n, generator=g, dtype=4, device=device)
