"""Tables and learned parameters, as data; CARDS.md says where each comes from."""
