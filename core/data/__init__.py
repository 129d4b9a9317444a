"""Tables and learned parameters, as data; each NAME.card.md says where its parameters come from."""
