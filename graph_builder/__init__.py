"""Policy documents as a knowledge graph of commitments, each proved by its source."""
