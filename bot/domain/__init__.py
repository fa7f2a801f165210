"""Pure cores: what can be worked out without a database, a network or a clock."""
