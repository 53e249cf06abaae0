"""opc: schrijf, toets en publiceer een ondersteuningsplan. The rooms are told in pipeline."""
