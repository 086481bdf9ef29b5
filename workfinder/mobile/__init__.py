"""`/mobile/`: the contract that the Career Canvas application already speaks."""
