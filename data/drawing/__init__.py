"""How the pictures of the data set are drawn."""
