"""What commands tell: terminals print it, and `--json` is its fields."""
