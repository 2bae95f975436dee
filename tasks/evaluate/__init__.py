"""How good is the dataset: what it says of pages whose facts a person wrote down, compared with those facts."""
